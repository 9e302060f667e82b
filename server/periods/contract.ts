import { z } from 'zod'
import {
  ENTRY_FIELDS,
  ENTRY_STATES,
  KINDS,
  RETURN_MARKS,
  RETURN_STATES,
  STAGES,
  STANDARD_CLASSES,
  TASK_STATUSES,
  URGE_COLOURS,
  URGE_STATES,
} from '../../db/words.ts'
import { importedFrom } from '../entries/contract.ts'
import { code, isoDate, uid } from '../plan/contract.ts'
import { HAND_IN_REFUSALS } from './returns.ts'

const count = z.int().min(0)
const instant = z.iso.datetime()
/** The code of a quarter: `2025-q3`. */
export const quarterCode = z
  .string()
  .regex(/^\d{4}-q[1-4]$/)
  .meta({ examples: ['2025-q3'] })
const named = z.object({ code, name: z.string() })
/** Whoever acted, by name as shown. */
const personName = z.string()
/** A reason or note: as written, 5 to 500 characters. */
const reason = z.string().trim().min(5).max(500)

// ── what everybody may see ───────────────────────────────────────────────────────────────────────────────────────

const rates = { owed: count, handedIn: count, onTime: count }
const days = {
  code: quarterCode,
  year: z.int(),
  quarter: z.int().min(1).max(4),
  startsOn: isoDate,
  endsOn: isoDate,
  opensOn: isoDate,
  dueOn: isoDate,
}

export const periodRow = z.object({
  ...days,
  locked: z.boolean(),
  /** Departments that owe a return for it, whether or not it is due. */
  expected: count,
  /** `owed`: those of them whose return is due or there; `handedIn` and `onTime` of these. */
  ...rates,
})
export type PeriodRow = z.infer<typeof periodRow>

export const returnCell = z.object({
  period: quarterCode,
  state: z.enum(RETURN_STATES),
  /** Day of the first hand-in. */
  on: isoDate.nullable(),
  mark: z.enum(RETURN_MARKS).nullable(),
})
export type ReturnCell = z.infer<typeof returnCell>

/** 报送情况: departments by quarters, as it stood at the end of a day. */
export const returns = z.object({
  plan: code,
  asOf: isoDate,
  /** The period that people speak of on that day; null where the plan has none. */
  current: quarterCode.nullable(),
  /** Those that had begun, oldest first. */
  periods: z.array(periodRow),
  departments: z.array(z.object({ ...named.shape, states: z.array(returnCell), ...rates })),
  dataVersion: z.int(),
})
export type Returns = z.infer<typeof returns>
export const returnsQuery = z.strictObject({ asOf: isoDate.optional() })

/** What a department handed in for a period and stands, oldest first, and what it took back. */
const handIns = {
  handIns: z.array(
    z.object({ id: uid, on: isoDate, mark: z.enum(RETURN_MARKS), by: personName, entries: count, noChanges: count }),
  ),
  withdrawn: z.array(z.object({ on: isoDate, by: personName, handedInOn: isoDate })),
}

// ── the reviewer's view of one period ────────────────────────────────────────────────────────────────────────────

export const periodParams = z.strictObject({ plan: code, period: quarterCode })

export const periodDetail = z.object({
  ...days,
  today: isoDate,
  version: count,
  lock: z.object({ on: isoDate, by: personName, reason: z.string() }).nullable(),
  reopenings: z.array(
    z.object({ department: code, untilOn: isoDate, reason: z.string(), by: personName, on: isoDate }),
  ),
  departments: z.array(
    z.object({
      ...named.shape,
      state: z.enum(RETURN_STATES),
      ...handIns,
      /** Entries of the quarter that are with the head or the reviewer, or recognised. */
      entries: count,
      reopenedUntil: isoDate.nullable(),
      /** The urge slip that chases this return and is not closed. */
      slip: z
        .object({ id: uid, colour: z.enum(URGE_COLOURS), state: z.enum(URGE_STATES), answerBy: isoDate })
        .nullable(),
    }),
  ),
})
export type PeriodDetail = z.infer<typeof periodDetail>

/** `version`: of the copy that was changed; 0 before anything was decided about the period. */
export const daysBody = z.strictObject({ version: count, opensOn: isoDate.optional(), dueOn: isoDate.optional() })
export const lockBody = z.strictObject({ version: count, reason })
export const reopenBody = z.strictObject({ department: code, untilOn: isoDate, reason })
export const chaseBody = z.strictObject({
  departments: z.array(code).min(1).max(60),
  colour: z.enum(URGE_COLOURS),
  answerBy: isoDate,
})
/** Each department with its own outcome, by the same code as for one. */
export const chased = z.object({
  outcomes: z.array(
    z.object({
      department: code,
      slip: uid.nullable(),
      because: z.enum(['handed-in', 'not-counted', 'already-chased', 'not-found']).nullable(),
    }),
  ),
})
export type Chased = z.infer<typeof chased>
export const periodState = z.object({ ...days, version: count, lockedOn: isoDate.nullable() })

// ── a department's own return ────────────────────────────────────────────────────────────────────────────────────

export const ownParams = z.strictObject({ plan: code, department: code, period: quarterCode })
export const handInBody = z.strictObject({
  mark: z.enum(RETURN_MARKS),
  /** Of a zero report: what is under way was looked at 已核对. */
  checked: z.boolean().default(false),
})
export const handedIn = z.object({
  id: uid,
  period: quarterCode,
  department: code,
  mark: z.enum(RETURN_MARKS),
  on: isoDate,
  late: z.boolean(),
  entries: count,
  noChanges: count,
})
export type HandedIn = z.infer<typeof handedIn>
export const returnParams = z.strictObject({ ...ownParams.shape, return: uid })
export const withdrawn = z.object({ id: uid, period: quarterCode, department: code, on: isoDate })
/** One item or one task that has not moved. */
export const noChangeBody = z
  .strictObject({ item: uid.optional(), task: z.int().min(1).max(999).optional() })
  .refine((body) => (body.item === undefined) !== (body.task === undefined), {
    message: '写明一项成果（item）或一项任务（task）。',
  })
export const noChangeDone = z.object({ period: quarterCode, noChanges: count })

// ── urge slips ───────────────────────────────────────────────────────────────────────────────────────────────────

export const slip = z.object({
  id: uid,
  plan: code,
  department: named,
  /** In force today; `issuedColour` as issued. */
  colour: z.enum(URGE_COLOURS),
  issuedColour: z.enum(URGE_COLOURS),
  about: z.string(),
  period: quarterCode.nullable(),
  project: named.nullable(),
  task: z.object({ number: z.int(), title: z.string() }).nullable(),
  answerBy: isoDate,
  daysLate: count,
  state: z.enum(URGE_STATES),
  issuedOn: isoDate,
  issuedBy: personName,
  answers: z.array(z.object({ text: z.string(), by: personName, on: isoDate })),
  closed: z.object({ on: isoDate, by: personName, note: z.string() }).nullable(),
  /** What this person may do now. */
  allowed: z.array(z.enum(['answer', 'close'])),
})
export type Slip = z.infer<typeof slip>
export const slipList = z.object({
  rows: z.array(slip),
  total: count,
  page: z.int(),
  pageSize: z.int(),
  today: isoDate,
})
export type SlipList = z.infer<typeof slipList>
export const slipsQuery = z.strictObject({
  plan: code,
  department: code.optional(),
  state: z.enum(URGE_STATES).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type SlipsQuery = z.infer<typeof slipsQuery>
export const slipBody = z.strictObject({
  plan: code,
  department: code,
  colour: z.enum(URGE_COLOURS),
  about: z.string().trim().min(2).max(200),
  answerBy: isoDate,
  project: code.optional(),
  task: z.int().min(1).max(999).optional(),
})
export type SlipBody = z.infer<typeof slipBody>
export const slipParams = z.strictObject({ id: uid })
export const answerBody = z.strictObject({ text: z.string().trim().min(5).max(1000) })
export const closeBody = z.strictObject({ note: z.string().trim().min(2).max(500) })

// ── 我的工作台 ────────────────────────────────────────────────────────────────────────────────────────────────────

export const deskQuery = z.strictObject({ department: code.optional() })

/** One entry as a line of the desk. */
const line = {
  id: uid,
  title: z.string(),
  kind: z.enum(KINDS).nullable(),
  task: z.int().nullable(),
}
export const desk = z.object({
  plan: code,
  today: isoDate,
  department: named,
  /** All for which this person reports or signs. */
  departments: z.array(named),
  /** This person may report and hand in; a head may only sign and hand in. */
  mayReport: z.boolean(),
  returned: z.array(z.object({ ...line, reason: z.string(), by: personName, on: isoDate, mendBy: isoDate.nullable() })),
  slips: z.array(slip),
  /** `lacks`: the fields that are missing or wrong, in the order of the form. */
  drafts: z.array(
    z.object({
      ...line,
      lacks: z.array(z.enum(ENTRY_FIELDS)),
      updatedAt: instant,
      by: personName,
      /** The imported file that it came from. */
      batch: importedFrom.nullable(),
    }),
  ),
  /** Under way for longer than usual in its stage, and neither reported on nor declared unchanged in the period. */
  stale: z.array(
    z.object({
      item: uid,
      title: z.string(),
      kind: z.enum(KINDS),
      class: z.enum(STANDARD_CLASSES).nullable(),
      stage: z.enum(STAGES),
      since: isoDate,
      days: count,
      usualDays: count,
    }),
  ),
  tasks: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      status: z.enum(TASK_STATUSES),
      /** An entry on it was submitted in the period. */
      reported: z.boolean(),
      noChange: z.boolean(),
    }),
  ),
  awaitingSign: count,
  /** Entries that this department has ever submitted. */
  everSubmitted: count,
  /** The period before the sheet's, once handed in: what was handed in for it, and whether that can be withdrawn. */
  previous: z.object({ ...days, state: z.enum(RETURN_STATES), ...handIns, mayWithdraw: z.boolean() }).nullable(),
  sheet: z
    .object({
      period: z.object({ ...days, locked: z.object({ on: isoDate, reason: z.string() }).nullable() }),
      reopenedUntil: isoDate.nullable(),
      state: z.enum(RETURN_STATES),
      entries: z.array(
        z.object({
          ...line,
          stage: z.enum(STAGES).nullable(),
          effectiveOn: isoDate.nullable(),
          state: z.enum(ENTRY_STATES),
          /** A hand-in has carried it. */
          carried: z.boolean(),
        }),
      ),
      noChanges: z.array(
        z.object({ item: uid.nullable(), task: z.int().nullable(), title: z.string(), carried: z.boolean() }),
      ),
      ...handIns,
      /** The last hand-in can be withdrawn: the period is not locked. */
      mayWithdraw: z.boolean(),
      /** Of the quarter, came back and not mended; not carried by a hand-in, as drafts are not. */
      returned: count,
      /** Submitted after the quarter's end: they belong to the next. */
      later: count,
      underWay: z.array(z.object({ kind: z.enum(KINDS), items: count })),
      /** The way of handing in that fits, and whether it can be done now. */
      mark: z.enum(RETURN_MARKS),
      refusals: z.record(z.enum(RETURN_MARKS), z.enum(HAND_IN_REFUSALS).nullable()),
    })
    .nullable(),
})
export type Desk = z.infer<typeof desk>
export type Sheet = NonNullable<Desk['sheet']>
