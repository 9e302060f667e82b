import { z } from 'zod'
import {
  ALLOCATION_SUMS,
  ASSIGNED_SUBJECTS,
  ASSIGNMENT_ANSWERS,
  BASES,
  DUTY_ROLES,
  PACES,
  READINGS,
  TARGET_STATUSES,
} from '../../db/words.ts'
import { code, countingRule, isoDate, ruleVersion } from '../plan/contract.ts'

const count = z.int().min(0)
const instant = z.iso.datetime()
const decisionNumber = z.string().trim().min(1).max(60)
const reasonText = z.string().trim().max(200)

/** 文号 and the day from which it holds. */
const decision = { decisionNumber, decidedOn: isoDate }
/** Of a change of rule: who decided as well, and why. */
const ruling = {
  ...decision,
  decidedBy: z.string().trim().min(1).max(100),
  note: z.string().trim().max(200).nullable(),
}

// ── what a decision would do ─────────────────────────────────────────────────────────────────────────────────────

/** A target's figures at one moment of a decision. */
export const effectFigure = z.object({
  recognised: count,
  inReview: count,
  expected: z.number().nullable(),
  status: z.enum(TARGET_STATUSES),
  /** Sum of what departments are asked to bring; null: nobody is asked. */
  allocated: count.nullable(),
})
export type EffectFigure = z.infer<typeof effectFigure>

const departmentFigure = z.object({
  recognised: count,
  allocated: count,
  /** Tasks and projects that it leads, and all in which it has a part. */
  leads: count,
  parts: count,
})
const gaps = z.object({
  tasksWithoutStatedLead: z.array(z.int()),
  projectsWithoutDepartment: z.array(code),
  targetsWithoutAllocation: z.array(code),
  /** Projects past their 时限 and not done. */
  overdueProjects: z.array(code),
})

/** 影响: all figures before and after, worked out by doing it and taking it back. */
export const effect = z.object({
  /** Days on which both are looked at: today, or the day of a decision that lies ahead. */
  asOf: isoDate,
  knownAt: isoDate,
  /** Every target, changed or not. */
  targets: z.array(z.object({ code, before: effectFigure, after: effectFigure })),
  /** Only departments for which something changes. */
  departments: z.array(z.object({ code, before: departmentFigure, after: departmentFigure })),
  gaps: z.object({ before: gaps, after: gaps }),
})
export type Effect = z.infer<typeof effect>

// ── 目标分解 ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const cell = z.strictObject({
  target: code,
  department: code,
  value: z.int().min(0).max(1_000_000),
  /** Why, where no task names the department. */
  reason: reasonText.nullable(),
})
export const shortfall = z.strictObject({ target: code, reason: reasonText })
const content = { cells: z.array(cell).max(2000), shortfalls: z.array(shortfall).max(200) }

export const answer = z.object({
  department: code,
  answer: z.enum(ASSIGNMENT_ANSWERS),
  reason: z.string().nullable(),
  by: z.string(),
  at: instant,
})
export type Answer = z.infer<typeof answer>

export const sumCheck = z.object({ target: code, sum: count, state: z.enum(ALLOCATION_SUMS), by: count })

export const allocationVersion = z.object({
  version: z.int(),
  decisionNumber: z.string(),
  decidedOn: isoDate,
  /** The one in force today. */
  inForce: z.boolean(),
})
/** One version of the allocation with all its cells, and the list of versions. */
export const allocation = z.object({
  plan: code,
  /** The version shown; null: none has been published. */
  shown: allocationVersion.nullable(),
  /** Newest first. */
  versions: z.array(allocationVersion),
  cells: z.array(cell),
  shortfalls: z.array(shortfall),
  checks: z.array(sumCheck),
  /** For each target the departments that a task carrying it names. */
  named: z.array(z.object({ target: code, tasks: z.array(z.int()), departments: z.array(code) })),
  /** What departments say to the version shown. */
  answers: z.array(answer),
})
export type Allocation = z.infer<typeof allocation>
export const allocationQuery = z.strictObject({ version: z.coerce.number().int().min(1).max(100_000).optional() })

export const allocationDraft = z.object({
  /** 0: nothing has been written yet; cells are those of the last version. */
  version: z.int(),
  cells: z.array(cell),
  shortfalls: z.array(shortfall),
  updatedBy: z.string().nullable(),
  updatedAt: instant.nullable(),
})
export type AllocationDraft = z.infer<typeof allocationDraft>
export const draftBody = z.strictObject({ version: count, ...content })
export const allocationEffectBody = z.strictObject({ decidedOn: isoDate, ...content })
export const publishBody = z.strictObject({ draftVersion: z.int().min(1), ...decision })
export const published = z.object({ version: z.int() })
export const discardQuery = z.strictObject({ version: z.coerce.number().int().min(1) })
export const done = z.object({ changed: count })

// ── 责任分工 and 时限 ────────────────────────────────────────────────────────────────────────────────────────────

export const dutyPart = z.strictObject({ department: code, role: z.enum(DUTY_ROLES) })
export type DutyPart = z.infer<typeof dutyPart>
/** A task (by number) or a project (by code) with everyone in it from the day on; `was` is what the sender saw. */
const dutyChange = z.strictObject({
  subject: z.enum(['task', 'project']),
  key: z.string().min(1).max(80),
  was: z.array(dutyPart).max(60),
  parts: z.array(dutyPart).max(60),
})
export const dutiesBody = z.strictObject({ ...decision, changes: z.array(dutyChange).min(1).max(200) })
export type DutiesBody = z.infer<typeof dutiesBody>

const deadlineChange = z.strictObject({ project: code, was: isoDate.nullable(), dueOn: isoDate.nullable() })
export const deadlinesBody = z.strictObject({ ...decision, changes: z.array(deadlineChange).min(1).max(200) })
export type DeadlinesBody = z.infer<typeof deadlinesBody>

const assignedDuty = z.object({
  department: code,
  role: z.enum(DUTY_ROLES),
  basis: z.enum(BASES),
  decisionNumber: z.string().nullable(),
  decidedOn: isoDate,
  endedOn: isoDate.nullable(),
  answer: answer.nullable(),
})
const deadline = z.object({ dueOn: isoDate.nullable(), decisionNumber: z.string(), decidedOn: isoDate })
/** Who carries what, with what was before and what departments say. */
export const assignments = z.object({
  plan: code,
  tasks: z.array(z.object({ number: z.int(), duties: z.array(assignedDuty), former: z.array(assignedDuty) })),
  projects: z.array(
    z.object({
      code,
      duties: z.array(assignedDuty),
      former: z.array(assignedDuty),
      dueOn: isoDate.nullable(),
      /** Newest first. */
      deadlines: z.array(deadline),
    }),
  ),
})
export type Assignments = z.infer<typeof assignments>
export type AssignedDuty = z.infer<typeof assignedDuty>

// ── what a department says to it ─────────────────────────────────────────────────────────────────────────────────

const assigned = {
  decisionNumber: z.string(),
  decidedOn: isoDate,
  answer: answer.nullable(),
}
/** Everything that one department was assigned and that is in force. */
export const departmentAssigned = z.object({
  department: code,
  /** The caller may answer for it: its reporters and heads. */
  may: z.boolean(),
  allocation: z
    .object({
      version: z.int(),
      cells: z.array(z.object({ target: code, value: count, reason: z.string().nullable() })),
      ...assigned,
    })
    .nullable(),
  tasks: z.array(z.object({ number: z.int(), title: z.string(), role: z.enum(DUTY_ROLES), ...assigned })),
  projects: z.array(
    z.object({ code, name: z.string(), role: z.enum(DUTY_ROLES), dueOn: isoDate.nullable(), ...assigned }),
  ),
})
export type DepartmentAssigned = z.infer<typeof departmentAssigned>
export const answerBody = z.strictObject({
  subject: z.enum(ASSIGNED_SUBJECTS),
  /** Version of the allocation, number of the task, code of the project. */
  key: z.string().min(1).max(80),
  answer: z.enum(ASSIGNMENT_ANSWERS),
  /** Needed for an objection, from 5 characters. */
  reason: z.string().trim().max(500).nullable(),
})
export type AnswerBody = z.infer<typeof answerBody>

// ── 口径, 假设, 节点 ─────────────────────────────────────────────────────────────────────────────────────────────

const milestone = z.strictObject({ on: isoDate, value: count })
const readingDecided = z.object({
  reading: z.enum(READINGS),
  decidedBy: z.string(),
  decidedOn: isoDate,
  decisionNumber: z.string(),
  note: z.string().nullable(),
})
const milestonesDecided = z.object({
  id: z.int(),
  points: z.array(milestone),
  decidedBy: z.string(),
  decidedOn: isoDate,
  decisionNumber: z.string(),
  note: z.string().nullable(),
})
/** Rules, readings and milestones with all their versions, also those that only come into force later. */
export const rules = z.object({
  plan: code,
  targets: z.array(
    z.object({
      code,
      /** Rising. */
      versions: z.array(ruleVersion),
      /** As the plan file says, without a decision on milestones. */
      pace: z.enum(PACES),
      milestones: z.array(milestone),
      /** Newest first. */
      milestoneDecisions: z.array(milestonesDecided),
    }),
  ),
  assumptions: z.array(
    z.object({
      code,
      reading: z.enum(READINGS),
      /** The other reading can be taken here; where not, `because` says why. */
      adoptable: z.boolean(),
      because: z.enum(['no-alternative', 'worded-only', 'plan-file']).nullable(),
      /** Newest first. */
      decisions: z.array(readingDecided),
    }),
  ),
})
export type Rules = z.infer<typeof rules>

/** `was`: the last version that the sender saw. */
export const ruleBody = z.strictObject({ target: code, was: count, rule: countingRule.nullable(), ...ruling })
export type RuleBody = z.infer<typeof ruleBody>
export const readingBody = z.strictObject({
  assumption: code,
  was: z.enum(READINGS),
  reading: z.enum(READINGS),
  ...ruling,
})
export type ReadingBody = z.infer<typeof readingBody>
/** `was`: id of the last decision that the sender saw, 0 for none. No points: the plan file's pace again. */
export const milestonesBody = z.strictObject({
  target: code,
  was: count,
  points: z.array(milestone).max(60),
  ...ruling,
})
export type MilestonesBody = z.infer<typeof milestonesBody>

export const departmentParams = z.strictObject({ plan: code, department: code })
