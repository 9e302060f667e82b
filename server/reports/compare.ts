/**
 * What changed from one snapshot to another, thing by thing and why. Pure. The reconciliation line of design rule 6:
 * before + 新增 + 补认定 − 作废或更正 − 届满撤销 ± 口径变化 = after, each summand the length of its list.
 */
import type { ChangeCause, Reason } from '../../db/words.ts'
import { counts, type Facts, type Window } from '../items/counting.ts'
import type { CountingRule } from '../plan/contract.ts'
import type { ChangedItem, Comparison, FrozenItem, SnapshotBody, TargetChange } from './contract.ts'

type Ruled = { rule: CountingRule | null; measure: 'flow' | 'stock'; window: Window; version: number | null }

function ruledIn(body: SnapshotBody, code: string): Ruled | undefined {
  const target = body.plan.targets.find((one) => one.code === code)
  if (!target) return undefined
  const window = { startsOn: body.plan.startsOn, dueOn: body.plan.dueOn }
  return { rule: target.rule, measure: target.measure, window, version: target.ruleVersions.at(-1)?.version ?? null }
}

const factsOf = (item: FrozenItem): Facts => ({
  kind: item.kind,
  class: item.class,
  level: item.level,
  edition: item.edition,
  tags: item.tags,
  unitRole: item.unitRole,
  reached: item.reached,
  terms: item.terms,
})

const officialDay = (body: SnapshotBody) => (body.asOf > body.plan.dueOn ? body.plan.dueOn : body.asOf)

/** Whether a thing, as it was known in one snapshot, counts on a day by a rule that may be another's. */
function countsOn(item: FrozenItem, { rule, measure, window }: Ruled, day: string): boolean {
  const verdict = counts(rule, measure, window, factsOf(item))
  return (
    verdict.counts &&
    !verdict.late &&
    verdict.spans.some((span) => span.since <= day && (span.until === null || span.until >= day))
  )
}

/** Each target of the later snapshot with what came in, what went and why, and whether the line adds up. */
export function compareTargets(before: SnapshotBody, after: SnapshotBody): TargetChange[] {
  const earlier = new Map(before.items.map((one) => [one.id, one]))
  const later = new Map(after.items.map((one) => [one.id, one]))
  return after.summary.targets.flatMap((figures): TargetChange[] => {
    const code = figures.code
    const was = before.summary.targets.find((one) => one.code === code)
    const [ruledBefore, ruledAfter] = [ruledIn(before, code), ruledIn(after, code)]
    if (!was || !ruledBefore || !ruledAfter) return []
    const items = [
      ...after.items.flatMap((item): ChangedItem[] => {
        const counted = item.counts.find((one) => one.target === code)
        if (!counted || earlier.get(item.id)?.counts.some((one) => one.target === code)) return []
        return [changed(item, counted, causeIn(item, counted.since), null)]
      }),
      ...before.items.flatMap((item): ChangedItem[] => {
        const counted = item.counts.find((one) => one.target === code)
        if (!counted) return []
        const now = later.get(item.id)
        if (now?.counts.some((one) => one.target === code)) return []
        const reason = now?.not.find((one) => one.target === code)?.reason ?? null
        return [changed(item, counted, causeOut(now, reason), reason)]
      }),
    ].sort((a, b) => order(a.cause) - order(b.cause) || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))

    /** By the rule then in force it would not have come in: then the rule is why. */
    function causeIn(item: FrozenItem, since: string): ChangeCause {
      if (ruledBefore && !countsOn(item, ruledBefore, officialDay(after))) return 'rule-in'
      return since > officialDay(before) ? 'added' : 'supplementary'
    }
    function causeOut(now: FrozenItem | undefined, reason: Reason | null): ChangeCause {
      if (now && ruledBefore && countsOn(now, ruledBefore, officialDay(after))) return 'rule-out'
      return reason === 'ended' || reason === 'revoked' || reason === 'failed' ? 'ended' : 'voided'
    }

    const number = (cause: ChangeCause) => items.filter((one) => one.cause === cause).length
    const sums = {
      added: number('added'),
      supplementary: number('supplementary'),
      voided: number('voided'),
      ended: number('ended'),
      ruleIn: number('rule-in'),
      ruleOut: number('rule-out'),
    }
    const due = was.recognised + sums.added + sums.supplementary - sums.voided - sums.ended + sums.ruleIn - sums.ruleOut
    return [
      {
        target: code,
        before: was.recognised,
        after: figures.recognised,
        sums,
        balanced: due === figures.recognised,
        ruleBefore: ruledBefore.version,
        ruleAfter: ruledAfter.version,
        statusBefore: was.status,
        statusAfter: figures.status,
        late: { before: was.late, after: figures.late },
        items,
      },
    ]
  })
}

const ORDER: readonly ChangeCause[] = ['added', 'supplementary', 'rule-in', 'voided', 'ended', 'rule-out']
const order = (cause: ChangeCause) => ORDER.indexOf(cause)

function changed(
  item: FrozenItem,
  counted: FrozenItem['counts'][number],
  cause: ChangeCause,
  reason: Reason | null,
): ChangedItem {
  return {
    id: item.id,
    number: item.number ?? item.planNumber,
    title: item.title,
    since: counted.since,
    recognisedOn: item.recognisedOn,
    departments: item.departments,
    cause,
    reason,
  }
}

/** Tasks and projects that stand elsewhere than they did. */
export function compareProgress(before: SnapshotBody, after: SnapshotBody): Pick<Comparison, 'tasks' | 'projects'> {
  const projectsOf = (body: SnapshotBody) => body.summary.columns.flatMap((column) => column.projects)
  return {
    tasks: after.summary.tasks.flatMap((task) => {
      const was = before.summary.tasks.find((one) => one.number === task.number)
      return was && was.status !== task.status ? [{ number: task.number, before: was.status, after: task.status }] : []
    }),
    projects: projectsOf(after).flatMap((one) => {
      const was = projectsOf(before).find((other) => other.code === one.code)
      return was && was.stage !== one.stage
        ? [{ code: one.code, name: one.name, before: was.stage, after: one.stage }]
        : []
    }),
  }
}
