/** 目标分解: the draft and its publication; each change takes the caller's transaction, so that it can be rehearsed. */
import { eq } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { allocationDraft, allocationShortfall } from '../../db/schema.ts'
import { decideAllocation } from '../plan/assignments.ts'
import { type FieldFault, problem } from '../problem.ts'
import { type Cell, faultsOf, type Shortfall } from './checks.ts'
import { checkDay, stale } from './decisions.ts'
import { findDraft, listDepartmentIds, listNamed, listTargets, listVersions, namedBy, type PlanRow } from './queries.ts'

type Content = { cells: readonly Cell[]; shortfalls: readonly Shortfall[] }

/** Every cell speaks of a target and department of the plan, once. Throws a problem that names what does not. */
function checkContent(db: Read, of: PlanRow, { cells, shortfalls }: Content, day: string): void {
  const targets = new Set(listTargets(db, of.id).map((one) => one.code))
  const departments = listDepartmentIds(db, of.id, day)
  const errors: FieldFault[] = []
  const seen = new Set<string>()
  for (const [index, cell] of cells.entries()) {
    const place = `${cell.target} ${cell.department}`
    if (!targets.has(cell.target)) errors.push({ path: `cells.${index}.target`, message: `没有指标“${cell.target}”` })
    if (!departments.has(cell.department))
      errors.push({ path: `cells.${index}.department`, message: `没有部门“${cell.department}”，或它已经撤并` })
    if (seen.has(place))
      errors.push({ path: `cells.${index}`, message: { zh: '同一格写了两次', en: 'The cell is given twice.' } })
    seen.add(place)
  }
  for (const [index, one] of shortfalls.entries())
    if (!targets.has(one.target) || shortfalls.findIndex((other) => other.target === one.target) !== index)
      errors.push({ path: `shortfalls.${index}.target`, message: `没有指标“${one.target}”，或写了两次` })
  if (errors.length > 0) throw problem('invalid', { errors: errors.slice(0, 20) })
}

/** Keeps the draft; answers its new version. A draft may lack anything. Throws `stale` where somebody else wrote. */
export function saveDraft(
  tx: Write,
  of: PlanRow,
  { version, cells, shortfalls }: Content & { version: number },
  { accountId, now, today }: { accountId: number; now: Date; today: string },
): number {
  checkContent(tx, of, { cells, shortfalls }, today)
  const known = findDraft(tx, of.id)
  if ((known?.version ?? 0) !== version)
    throw stale('草案已被别人改过。请核对改动的格子。', 'The draft was changed by somebody else.')
  const values = {
    planId: of.id,
    version: version + 1,
    content: JSON.stringify({ cells, shortfalls: shortfalls.filter((one) => one.reason.trim() !== '') }),
    updatedById: accountId,
    updatedAt: now.toISOString(),
  }
  tx.insert(allocationDraft).values(values).onConflictDoUpdate({ target: allocationDraft.planId, set: values }).run()
  return version + 1
}

/** Throws the draft away; the next one starts as a copy of the last version. */
export function discardDraft(tx: Write, of: PlanRow, version: number): void {
  if (findDraft(tx, of.id)?.version !== version)
    throw stale('草案已被别人改过，没有放弃。', 'The draft was changed by somebody else.')
  tx.delete(allocationDraft).where(eq(allocationDraft.planId, of.id)).run()
}

/** Writes the next version as its content stands, without asking whether it is whole: for its effect. */
export function writeAllocation(
  tx: Write,
  of: PlanRow,
  {
    cells,
    shortfalls,
    decisionNumber,
    decidedOn,
    at,
  }: Content & { decisionNumber: string; decidedOn: string; at: Date },
): number {
  checkContent(tx, of, { cells, shortfalls }, decidedOn)
  checkDay(of, decidedOn, listVersions(tx, of.id)[0]?.decidedOn)
  const made = decideAllocation(tx, { plan: of.code, decisionNumber, decidedOn, at, values: cells })
  for (const { id, code } of listTargets(tx, of.id)) {
    const reason = shortfalls.find((one) => one.target === code)?.reason.trim()
    if (reason) tx.insert(allocationShortfall).values({ versionId: made.id, targetId: id, reason }).run()
  }
  return made.version
}

/** Publishes the draft as it was last saved; what it lacks is named target by target. Answers the new version. */
export function publishDraft(
  tx: Write,
  of: PlanRow,
  { draftVersion, ...decision }: { draftVersion: number; decisionNumber: string; decidedOn: string; at: Date },
): number {
  const draft = findDraft(tx, of.id)
  if (draft?.version !== draftVersion)
    throw stale('草案已被别人改过，没有发布。', 'The draft was changed by somebody else and was not published.')
  const targets = listTargets(tx, of.id)
  const named = namedBy(listNamed(tx, of.id, decision.decidedOn))
  const faults = faultsOf(targets, draft.cells, draft.shortfalls, named)
  if (faults.length > 0)
    throw problem('incomplete', {
      detail: { zh: '还不能发布，请按 errors 补齐。', en: 'It cannot be published yet.' },
      errors: faults.slice(0, 50).map((one): FieldFault => {
        const name = targets.find((candidate) => candidate.code === one.target)?.shortName ?? ''
        if (one.fault === 'nothing')
          return { path: 'cells', message: { zh: '一格也没有分', en: 'Nothing is divided.' } }
        if (one.fault === 'under')
          return {
            path: `shortfalls.${one.target}`,
            message: {
              zh: `${name}差${one.by}。补齐，或写明由谁承担`,
              en: `${one.target}: ${one.by} short. Complete it, or say who carries the rest.`,
            },
          }
        return {
          path: `cells.${one.target}.${one.department}`,
          message: {
            zh: `${name}：没点名的部门要写理由（5字以上）`,
            en: `A reason of 5 characters or more is needed.`,
          },
        }
      }),
    })
  const version = writeAllocation(tx, of, { ...draft, ...decision })
  tx.delete(allocationDraft).where(eq(allocationDraft.planId, of.id)).run()
  return version
}
