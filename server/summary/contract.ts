import { z } from 'zod'
import {
  BASES,
  DUTY_ROLES,
  MEASURES,
  PROGRESSES,
  STAGES,
  STATUS_REASONS,
  TARGET_LEVELS,
  TARGET_STATUSES,
  TASK_STATUSES,
} from '../../db/words.ts'
import { code, isoDate } from '../plan/contract.ts'

/** `asOf`: effective days up to and with it; `knownAt`: recognition days up to and with it. Both default to today. */
export const daysQuery = z.strictObject({ asOf: isoDate.optional(), knownAt: isoDate.optional() })
export type DaysQuery = z.infer<typeof daysQuery>

const count = z.int().min(0)

/** Why the status is what it is, as a code with its data; worded by the web. */
export const statusBecause = z.object({
  code: z.enum(STATUS_REASONS),
  /** Whole items lacking against `expected`, from one up; ahead: whole items in hand. */
  gap: count.nullable(),
  /** Of a pipeline: items open, and how many of them usually arrive by the due day. */
  open: count.nullable(),
  arriving: count.nullable(),
  /** Of a short pipeline: the stage of the item that would be needed next, and its usual remaining days. */
  stage: z.enum(STAGES).nullable(),
  remainingDays: z.int().nullable(),
})
export type StatusBecause = z.infer<typeof statusBecause>

export const summaryTarget = z.object({
  code,
  name: z.string(),
  level: z.enum(TARGET_LEVELS),
  value: z.int(),
  unit: z.string(),
  measure: z.enum(MEASURES),
  claimed: count,
  inReview: count,
  recognised: count,
  onTime: count,
  supplementary: count,
  late: count,
  /** What should have been reached at `asOf`, unrounded; null where the target's pace cannot say. */
  expected: z.number().nullable(),
  /** Of a stock: what was in being on `startsOn`; 0 for a flow. */
  baseline: count,
  /** Of a stock: what is in being at `asOf`, also after the due day; null for a flow. */
  inBeing: count.nullable(),
  status: z.enum(TARGET_STATUSES),
  because: statusBecause,
  byMonth: z.array(z.object({ month: z.string(), recognised: count })),
  /**
   * Recognised items that would count at a later stage and are not with the reviewer for it, by stage now, in the
   * ladder's order; only for targets of pace `pipeline` or of at most five.
   */
  pipeline: z.array(z.object({ stage: z.enum(STAGES), items: count })),
  byDepartment: z.array(
    z.object({
      department: code,
      recognised: count,
      inReview: count,
      allocated: count.nullable(),
      expected: z.number().nullable(),
    }),
  ),
})
export type SummaryTarget = z.infer<typeof summaryTarget>

export const summaryDepartment = z.object({
  code,
  name: z.string(),
  tasks: z.array(
    z.object({
      number: z.int(),
      role: z.enum(DUTY_ROLES),
      basis: z.enum(BASES),
      /** This department's own last recognised statement. */
      status: z.enum(TASK_STATUSES),
      since: isoDate.nullable(),
    }),
  ),
  /** Projects in which the department has a duty; `led` are those it leads. */
  projects: z.object({
    total: count,
    led: count,
    done: count,
    active: count,
    notStarted: count,
    stalled: count,
  }),
  /** Distinct items over all targets; never compared with `allocated` as a lack. */
  recognised: count,
  inReview: count,
  allocated: count,
})
export type SummaryDepartment = z.infer<typeof summaryDepartment>

export const summaryTask = z.object({
  number: z.int(),
  status: z.enum(TASK_STATUSES),
  since: isoDate.nullable(),
  leads: z.array(code),
  /** How the leads are known; null where the document names only a collective. */
  basis: z.enum(BASES).nullable(),
})

export const summaryProject = z.object({
  code,
  name: z.string(),
  /** Stage of the best item; null where nothing is recognised. */
  stage: z.enum(STAGES).nullable(),
  progress: z.enum(PROGRESSES),
  stalled: z.boolean(),
  daysInStage: z.int().nullable(),
  items: count,
  /** Items whose next stage is with the reviewer. */
  inReview: count,
  /** First day on which the best item reached each rung, in the ladder's order. */
  reached: z.array(z.object({ stage: z.enum(STAGES), on: isoDate })),
  departments: z.array(code),
  /** 完成时限 set by a decision; null: none. Overdue: asOf is after it and the project is not done. */
  dueOn: isoDate.nullable(),
  overdue: z.boolean(),
})
export type SummaryProject = z.infer<typeof summaryProject>

export const summary = z.object({
  plan: code,
  asOf: isoDate,
  knownAt: isoDate,
  /** Share of the time from startsOn to dueOn that is gone, 0..1, unrounded. */
  elapsed: z.number(),
  /** 期满: asOf is after the due day. */
  due: z.boolean(),
  dataVersion: z.int(),
  targets: z.array(summaryTarget),
  departments: z.array(summaryDepartment),
  tasks: z.array(summaryTask),
  columns: z.array(z.object({ number: z.int(), title: z.string(), projects: z.array(summaryProject) })),
  /** Entries with the reviewer: how many, and how many days the oldest has waited. */
  queue: z.object({ entries: count, oldestDays: count.nullable() }),
})
export type Summary = z.infer<typeof summary>

/** What the target page shows beside the summary. */
export const targetDetail = z.object({
  code,
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
  /** Cumulative recognised on every day on which it changed, from startsOn (a stock: from its baseline) to asOf. */
  steps: z.array(z.object({ on: isoDate, recognised: count })),
  /** How the figure is made up, in parts that each add up to it. */
  makeUp: z.array(
    z.object({
      by: z.enum(['class', 'level', 'unitRole', 'edition']),
      parts: z.array(z.object({ value: z.string(), items: count })),
    }),
  ),
  /** Figures shown beside the official one, e.g. pilots accepted 已验收. */
  beside: z.array(z.object({ stage: z.enum(STAGES), items: count })),
  /** What the figure would be under another reading of what the document leaves open. */
  alternatives: z.array(z.object({ assumption: code, recognised: count })),
  /** Items that do not count, by reason; adds up to the total of the ledger with `counts=false`. */
  notCounting: z.array(z.object({ reason: z.string(), items: count })),
})
export type TargetDetail = z.infer<typeof targetDetail>

/** How a department's part of a target grew: as `steps` of the target, of what is credited to the department. */
export const departmentSteps = z.object({
  target: code,
  department: code,
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
  steps: targetDetail.shape.steps,
})
export type DepartmentSteps = z.infer<typeof departmentSteps>
export const departmentStepsParams = z.strictObject({ plan: code, target: code, department: code })

export const targetParams = z.strictObject({
  plan: code,
  target: code.meta({ examples: ['national-industry-local-standards'] }),
})
