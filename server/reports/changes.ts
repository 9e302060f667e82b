/** Writing snapshots and reports. */
import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, max } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import {
  account,
  department,
  departmentNarrative,
  plan,
  planDepartment,
  report,
  reportSection,
  setting,
  snapshot,
  urgeSlip,
} from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { REPORT_PARTS, type ReportPart } from '../../db/words.ts'
import { holds, type Person } from '../accounts/identity.ts'
import { issueSlip } from '../periods/slip-changes.ts'
import { problem } from '../problem.ts'
import { canonicalJson } from './canonical.ts'
import type {
  ChasedNarratives,
  IssueRequest,
  NarrativePatch,
  ReportPatch,
  ReportRequest,
  SectionPatch,
  SnapshotBody,
  SnapshotRequest,
  Typefaces,
} from './contract.ts'
import { isAnnex } from './model.ts'
import {
  emptyParts,
  type Frozen,
  getReport,
  getSnapshotById,
  getSnapshotId,
  listNarratives,
  listSections,
  type Made,
  makeReport,
  openQuestions,
  type ReportRecord,
  TYPEFACES,
  typefacesOf,
} from './queries.ts'
import { adoptedText } from './text.ts'
import { PART_WORDS } from './wording.ts'

/** SHA-256 (hex) of a snapshot's body as canonical JSON. */
export function hashOfBody(body: SnapshotBody): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}

/**
 * Keeps what was read of a plan for two days (`frozenOn`) under the next number. From then on nothing changes it. Throws
 * a problem where the plan is not known.
 */
export function makeSnapshot(
  tx: Write,
  maker: { id: number },
  code: string,
  { asOf, knownAt, note }: SnapshotRequest,
  frozen: Frozen | undefined,
  now: Date,
): { id: string; number: number; hash: string } {
  const of = tx.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!of || !frozen) throw problem('not-found')
  const last = tx
    .select({ number: max(snapshot.number) })
    .from(snapshot)
    .where(eq(snapshot.planId, of.id))
    .get()
  const row = {
    uid: newUid(now),
    planId: of.id,
    number: (last?.number ?? 0) + 1,
    asOf,
    knownAt,
    note,
    dataVersion: frozen.dataVersion,
    hash: frozen.hash,
    body: Buffer.from(frozen.body),
    makerId: maker.id,
    madeAt: now.toISOString(),
  }
  tx.insert(snapshot).values(row).run()
  return { id: row.uid, number: row.number, hash: row.hash }
}

// ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A section stays with its writer for so long after the last key. */
const LOCK_MS = 3 * 60_000

const invalid = (path: string, zh: string, en: string) =>
  problem('invalid', { errors: [{ path, message: { zh, en } }] })
const notNow = (zh: string, en: string) => problem('not-allowed', { detail: { zh, en } })

/** Begins a report of a plan. Throws a problem where year, kind and snapshot do not fit together. */
export function createReport(
  tx: Write,
  person: Person,
  code: string,
  asked: ReportRequest,
  now: Date,
): { id: string; number: number } {
  const of = tx.select().from(plan).where(eq(plan.code, code)).get()
  if (!of) throw problem('not-found')
  const snapshotId = getSnapshotId(tx, of.id, asked.snapshot)
  const baseId = asked.base === null ? null : getSnapshotId(tx, of.id, asked.base)
  requireFit(tx, asked, snapshotId, baseId, of)
  const corrected = asked.corrects === null ? null : getReport(tx, asked.corrects)
  if (corrected && (corrected.planId !== of.id || corrected.state !== 'issued'))
    throw invalid('corrects', '只能更正已经印发的报告', 'Only an issued report can be corrected')
  const last = tx
    .select({ number: max(report.number) })
    .from(report)
    .where(eq(report.planId, of.id))
    .get()
  const number = (last?.number ?? 0) + 1
  const row = tx
    .insert(report)
    .values({
      uid: newUid(now),
      planId: of.id,
      number,
      kind: asked.kind,
      year: asked.year,
      title: asked.kind === 'annual' ? `${of.name}${asked.year}年度评估报告` : `${of.name}期满评估报告`,
      state: 'draft',
      version: 1,
      snapshotId,
      baseId,
      correctsId: corrected?.id ?? null,
      documentNumber: '',
      addressee: corrected?.addressee ?? '',
      signature: corrected?.signature ?? '',
      signedOn: null,
      typefaces: null,
      creatorId: person.id,
      createdAt: now.toISOString(),
      issuerId: null,
      issuedAt: null,
    })
    .returning()
    .get()
  // A correction begins with what the old one said.
  const old = corrected ? listSections(tx, corrected.id) : []
  for (const part of REPORT_PARTS) {
    const was = old.find((one) => one.part === part)
    tx.insert(reportSection)
      .values({
        reportId: row.id,
        part,
        included: was?.included ?? true,
        state: was?.state ?? 'automatic',
        text: was?.text ?? null,
        snapshotId: was?.snapshotId ?? null,
        version: 1,
        writerId: was?.writerId ?? null,
        writtenAt: was?.writtenAt ?? null,
        lockedBy: null,
        lockedUntil: null,
      })
      .run()
  }
  return { id: row.uid, number }
}

function requireFit(
  tx: Write,
  { kind, year }: Pick<ReportRequest, 'kind' | 'year'>,
  snapshotId: number,
  baseId: number | null,
  of: { dueOn: string },
): void {
  const { asOf } = getSnapshotById(tx, snapshotId).body
  if (kind === 'annual' && year === null) throw invalid('year', '请选年度', 'Please choose a year')
  if (kind === 'closing' && year !== null) throw invalid('year', '期满评估不分年度', 'A closing report has no year')
  if (kind === 'annual' && !asOf.startsWith(`${year}-`))
    throw invalid(
      'snapshot',
      `${year}年度报告要用看${year}年内某一天的快照，这个快照看的是${asOf}`,
      `A report of ${year} needs a snapshot of a day in it; this one is of ${asOf}`,
    )
  // On the due day itself nothing has been missed yet: a target is judged as reached or not from the day after.
  if (kind === 'closing' && asOf <= of.dueOn)
    throw invalid(
      'snapshot',
      `期满评估要用看期限（${of.dueOn}）以后某一天的快照，这个快照看的是${asOf}`,
      `A closing report needs a snapshot of a day after the due day (${of.dueOn}); this one is of ${asOf}`,
    )
  if (baseId === null) return
  if (baseId === snapshotId)
    throw invalid('base', '不能和同一个快照核对', 'A snapshot cannot be reconciled with itself')
  if (getSnapshotById(tx, baseId).body.knownAt > getSnapshotById(tx, snapshotId).body.knownAt)
    throw invalid('base', '核对的快照要比本报告的早', 'The snapshot to reconcile with has to be the earlier one')
}

/** The report's row for a change; throws where it is issued or somebody else was faster. */
function getDraft(tx: Write, uid: string, version?: number): ReportRecord {
  const row = getReport(tx, uid)
  if (row.state === 'issued')
    throw notNow('报告已印发，不能再改。要改请出更正报告', 'The report is issued; a correction is a new one')
  if (version !== undefined && row.version !== version) throw problem('stale')
  return row
}

/** Changes title, head, signature or the snapshot of a draft. */
export function changeReport(tx: Write, uid: string, { version, ...patch }: ReportPatch): { version: number } {
  const row = getDraft(tx, uid, version)
  const { snapshot: number, base, ...texts } = patch
  const snapshotId = number === undefined ? row.snapshotId : getSnapshotId(tx, row.planId, number)
  const baseId = base === undefined ? row.baseId : base === null ? null : getSnapshotId(tx, row.planId, base)
  const of = tx.select().from(plan).where(eq(plan.id, row.planId)).get()
  if (of && (number !== undefined || base !== undefined)) requireFit(tx, row, snapshotId, baseId, of)
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  tx.update(report)
    .set({ ...given, snapshotId, baseId, version: row.version + 1 })
    .where(eq(report.id, row.id))
    .run()
  return { version: row.version + 1 }
}

function getSection(tx: Write, uid: string, part: ReportPart) {
  const row = getDraft(tx, uid)
  const section = tx
    .select()
    .from(reportSection)
    .where(and(eq(reportSection.reportId, row.id), eq(reportSection.part, part)))
    .get()
  if (!section) throw problem('not-found')
  return { row, section }
}

type Section = ReturnType<typeof getSection>['section']

function requireFree(tx: Write, section: Section, person: Person, now: Date): void {
  const { lockedBy, lockedUntil } = section
  if (lockedBy === null || lockedUntil === null || lockedBy === person.id || lockedUntil <= now.toISOString()) return
  const name = tx.select({ name: account.displayName }).from(account).where(eq(account.id, lockedBy)).get()?.name ?? ''
  throw notNow(`${name}正在写这一节，停笔三分钟后可以接着写`, `${name} is writing this section`)
}

/** Takes a section to write, or keeps it; nobody else may until some minutes after the last call. */
export function lockSection(tx: Write, person: Person, uid: string, part: ReportPart, now: Date): { until: string } {
  const { section } = getSection(tx, uid, part)
  requireFree(tx, section, person, now)
  const until = new Date(now.getTime() + LOCK_MS).toISOString()
  tx.update(reportSection)
    .set({ lockedBy: person.id, lockedUntil: until })
    .where(eq(reportSection.id, section.id))
    .run()
  return { until }
}

/** Lets a section go. */
export function unlockSection(tx: Write, person: Person, uid: string, part: ReportPart): void {
  const { section } = getSection(tx, uid, part)
  if (section.lockedBy !== person.id) return
  tx.update(reportSection).set({ lockedBy: null, lockedUntil: null }).where(eq(reportSection.id, section.id)).run()
}

/** Writes a section, takes it in or leaves it out. Text null: as the data say it. */
export function writeSection(
  tx: Write,
  person: Person,
  uid: string,
  part: ReportPart,
  patch: SectionPatch,
  now: Date,
): { version: number; writtenAt: string } {
  const { row, section } = getSection(tx, uid, part)
  requireFree(tx, section, person, now)
  if (section.version !== patch.version) throw problem('stale')
  if (isAnnex(part) && patch.text !== undefined && patch.text !== null)
    throw invalid('text', '附件由快照生成，不能手写', 'An annex is made from the snapshot')
  const text = patch.text === undefined ? section.text : patch.text
  const written = patch.state === 'written' && text !== null
  const version = section.version + 1
  tx.update(reportSection)
    .set({
      included: patch.included ?? section.included,
      text,
      state:
        text === null
          ? 'automatic'
          : written
            ? 'written'
            : patch.text === undefined
              ? patch.state === 'writing'
                ? 'writing'
                : section.state
              : 'writing',
      version,
      ...(patch.text === undefined
        ? {}
        : { snapshotId: row.snapshotId, writerId: person.id, writtenAt: now.toISOString() }),
      ...(written ? { lockedBy: null, lockedUntil: null } : {}),
    })
    .where(eq(reportSection.id, section.id))
    .run()
  return { version, writtenAt: now.toISOString() }
}

/**
 * Freezes a report: from then on nothing of it changes. Throws while a number in it has no source, and where a section
 * holds nothing that is not named in `without`: those are left out.
 */
export function issueReport(
  tx: Write,
  person: Person,
  uid: string,
  { version, without }: IssueRequest,
  now: Date,
): { id: string; number: number; hash: string } {
  const row = getDraft(tx, uid, version)
  const made = makeReport(tx, row)
  const sections = listSections(tx, row.id)
  const open = openQuestions(made, (part) => sections.some((one) => one.part === part && one.included))
  if (open.length > 0)
    throw problem('not-allowed', {
      detail: {
        zh: `还有${open.length}处数字没有来历，不能印发：${open[0]?.text ?? ''}（${PART_WORDS[open[0]?.part ?? 'overall']}）`,
        en: `${open.length} numbers have no source yet`,
      },
    })
  const writing = sections.find(
    (one) => one.lockedUntil !== null && one.lockedUntil > now.toISOString() && one.lockedBy !== person.id,
  )
  if (writing) requireFree(tx, writing, person, now)
  if (made.story.changes.some((one) => !one.balanced))
    throw notNow('与此前快照的核对不平，不能印发', 'The reconciliation does not add up')
  leaveEmptyOut(tx, row, made, without ?? [])
  tx.update(report)
    .set({
      state: 'issued',
      version: row.version + 1,
      typefaces: canonicalJson(typefacesOf(tx, null)),
      issuerId: person.id,
      issuedAt: now.toISOString(),
    })
    .where(eq(report.id, row.id))
    .run()
  const hash = createHash('sha256')
    .update(canonicalJson(makeReport(tx, getReport(tx, uid)).model))
    .digest('hex')
  return { id: uid, number: row.number, hash }
}

function leaveEmptyOut(tx: Write, row: ReportRecord, made: Made, without: readonly ReportPart[]): void {
  const empty = emptyParts(row, listSections(tx, row.id), made.texts)
  const names = (parts: readonly ReportPart[]) => parts.map((part) => `“${PART_WORDS[part]}”`).join('、')
  const unasked = empty.filter((part) => !without.includes(part))
  if (unasked.length > 0)
    throw notNow(
      `${names(unasked)}没有内容。请补写，或者说明不收入报告`,
      `These sections are empty: ${unasked.join(', ')}. Write them, or say that they are left out`,
    )
  const filled = without.filter((part) => !empty.includes(part))
  if (filled.length > 0)
    throw notNow(`${names(filled)}已经有内容了，请再看一遍`, 'A section to be left out is not empty')
  if (empty.length === 0) return
  tx.update(reportSection)
    .set({ included: false })
    .where(and(eq(reportSection.reportId, row.id), inArray(reportSection.part, empty)))
    .run()
}

// ── 部门材料 ─────────────────────────────────────────────────────────────────────────────────────────────────────

function departmentRow(tx: Write, row: ReportRecord, code: string): { id: number; name: string } {
  const found = tx
    .select({ id: department.id, name: department.name })
    .from(department)
    .innerJoin(
      planDepartment,
      and(eq(planDepartment.departmentId, department.id), eq(planDepartment.planId, row.planId)),
    )
    .where(eq(department.code, code))
    .get()
  if (!found) throw problem('not-found')
  return found
}

/** Writes or hands in what a department says of itself; only for one's own department. */
export function writeNarrative(
  tx: Write,
  person: Person,
  uid: string,
  code: string,
  patch: NarrativePatch,
  now: Date,
): { version: number; writtenAt: string } {
  const row = getDraft(tx, uid)
  const of = departmentRow(tx, row, code)
  if (!holds(person, 'reporter', of.id) && !holds(person, 'head', of.id))
    throw problem('not-found', { detail: { zh: '没有这份材料，或者不在本部门范围。', en: 'There is no such text.' } })
  const text = patch.text.trim()
  if (patch.state === 'handed-in' && text.length < 20)
    throw invalid('text', '材料至少20个字', 'At least 20 characters, please')
  const kept = tx
    .select()
    .from(departmentNarrative)
    .where(and(eq(departmentNarrative.reportId, row.id), eq(departmentNarrative.departmentId, of.id)))
    .get()
  if ((kept?.version ?? 0) !== patch.version) throw problem('stale')
  const values = {
    state: patch.state,
    text,
    version: patch.version + 1,
    writerId: person.id,
    writtenAt: now.toISOString(),
  }
  if (kept) tx.update(departmentNarrative).set(values).where(eq(departmentNarrative.id, kept.id)).run()
  else
    tx.insert(departmentNarrative)
      .values({ ...values, reportId: row.id, departmentId: of.id, adoptedVersion: null })
      .run()
  return { version: values.version, writtenAt: values.writtenAt }
}

/** Takes a department's text over into the report with its source; what was taken over before is replaced. */
export function adoptNarrative(
  tx: Write,
  person: Person,
  uid: string,
  code: string,
  version: number,
  now: Date,
): { version: number } {
  const { row, section } = getSection(tx, uid, 'departments')
  requireFree(tx, section, person, now)
  const of = departmentRow(tx, row, code)
  const kept = tx
    .select()
    .from(departmentNarrative)
    .where(and(eq(departmentNarrative.reportId, row.id), eq(departmentNarrative.departmentId, of.id)))
    .get()
  if (kept?.state !== 'handed-in') throw notNow('这个部门还没有交材料', 'This department has not handed in yet')
  if (kept.version !== version) throw problem('stale')
  const before = section.text ?? makeReport(tx, row).texts.departments
  const text = `${withoutHeading(before, of.name)}\n${adoptedText(of.name, kept.text, `${of.name}报送材料`)}`
  tx.update(reportSection)
    .set({
      text,
      state: 'writing',
      version: section.version + 1,
      snapshotId: row.snapshotId,
      writerId: person.id,
      writtenAt: now.toISOString(),
    })
    .where(eq(reportSection.id, section.id))
    .run()
  tx.update(departmentNarrative).set({ adoptedVersion: version }).where(eq(departmentNarrative.id, kept.id)).run()
  return { version: section.version + 1 }
}

/** 催没交的: a blue urge slip for each department that has not handed in and has none open for this report. */
export function chaseNarratives(tx: Write, person: Person, uid: string, answerBy: string, now: Date): ChasedNarratives {
  const row = getDraft(tx, uid)
  const code = tx.select({ code: plan.code }).from(plan).where(eq(plan.id, row.planId)).get()?.code ?? ''
  const about = `《${row.title}》的部门材料还没有交`
  const open = new Set(
    tx
      .select({ departmentId: urgeSlip.departmentId })
      .from(urgeSlip)
      .where(and(eq(urgeSlip.planId, row.planId), eq(urgeSlip.about, about), isNull(urgeSlip.closedOn)))
      .all()
      .map((one) => one.departmentId),
  )
  const chased = { slips: 0, already: 0 }
  for (const { department: asked, state } of listNarratives(tx, row, 'all', false)) {
    if (state === 'handed-in') continue
    if (open.has(departmentRow(tx, row, asked).id)) chased.already++
    else {
      issueSlip(tx, person, { plan: code, department: asked, colour: 'blue', about, answerBy }, now)
      chased.slips++
    }
  }
  return chased
}

/** A text without the part under one second-level heading. */
function withoutHeading(text: string, heading: string): string {
  let inside = false
  return text
    .split('\n')
    .filter((line) => {
      if (line.startsWith('## ')) inside = line.slice(3).trim() === heading
      return !inside
    })
    .join('\n')
    .trimEnd()
}

/** Sets the names of typefaces for all reports that are not issued yet. */
export function setTypefaces(tx: Write, names: Typefaces): Typefaces {
  const value = canonicalJson(names)
  tx.insert(setting).values({ key: TYPEFACES, value }).onConflictDoUpdate({ target: setting.key, set: { value } }).run()
  return names
}
