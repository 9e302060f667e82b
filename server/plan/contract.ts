import { z } from 'zod'
import {
  BASES,
  DUTY_ROLES,
  KINDS,
  LEVELS,
  MEASURES,
  PACES,
  READINGS,
  STAGES,
  STANDARD_CLASSES,
  TARGET_LEVELS,
  UNIT_ROLES,
} from '../../db/words.ts'

/** A day in Asia/Shanghai, `YYYY-MM-DD`, that exists. */
export const isoDate = z.iso.date()
/** A readable code of the plan file: `lixia-2025`, `national-industry-local`, `gxj`. */
export const code = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80)
  .meta({ examples: ['lixia-2025'] })

/** A 26-character id: sortable by time and unguessable. */
export const uid = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
  .meta({ examples: ['01hf3q6z8k4m2n7p9r5s1t3v6w'] })

/** Where in the document a row stands: section 一, item （二）, and for targets the words that carry the number. */
export const citation = z.object({ section: z.string(), item: z.string().nullable(), quote: z.string().nullable() })
export type Citation = z.infer<typeof citation>

/** 口径: what counts for a target, as data. A list that is null asks nothing. */
export const countingRule = z.object({
  kinds: z.array(z.enum(KINDS)).min(1),
  classes: z.array(z.enum(STANDARD_CLASSES)).min(1).nullable(),
  levels: z.array(z.enum(LEVELS)).min(1).nullable(),
  /** At least one of these tags (codes of the plan file). */
  tags: z.array(code).min(1).nullable(),
  unitRoles: z.array(z.enum(UNIT_ROLES)).min(1),
  /** The stage from which an item counts, by the day on which it reached it. */
  stage: z.enum(STAGES),
  /** 修改单 count as well. Parts and revisions count each. */
  amendments: z.boolean(),
})
export type CountingRule = z.infer<typeof countingRule>

export const ruleVersion = z.object({
  version: z.int().min(1),
  rule: countingRule.nullable(),
  decidedBy: z.string(),
  decidedOn: isoDate,
  number: z.string().nullable(),
  note: z.string().nullable(),
})
export type RuleVersion = z.infer<typeof ruleVersion>

export const planTarget = z.object({
  code,
  number: z.int(),
  name: z.string(),
  /** 简称, where only a column forces it. */
  shortName: z.string(),
  level: z.enum(TARGET_LEVELS),
  value: z.int(),
  unit: z.string(),
  comparator: z.literal('≥'),
  measure: z.enum(MEASURES),
  pace: z.enum(PACES),
  /** The rule in force at the end of today; null where the office has set none. */
  rule: countingRule.nullable(),
  ruleVersions: z.array(ruleVersion),
  citation,
  /** A slip of the document with its correction beside the original (培育标准创新型企). */
  correction: z.object({ original: z.string(), corrected: z.string() }).nullable(),
})
export type PlanTarget = z.infer<typeof planTarget>

export const assumption = z.object({
  code,
  /** What is taken where the document is silent. */
  title: z.string(),
  text: z.string(),
  /** Codes of the targets that it bears on; empty: the whole plan. */
  targets: z.array(code),
  /** The other reading, worded; its figure stands on the target page. */
  alternative: z.string().nullable(),
  /** How it is read on that day: as the plan file takes it, or the other way by a decision. */
  reading: z.enum(READINGS),
})

/** 职责: one department's part in a task or project. */
export const duty = z.object({
  code,
  role: z.enum(DUTY_ROLES),
  basis: z.enum(BASES),
  decisionNumber: z.string().nullable(),
  decidedOn: isoDate.nullable(),
})

export const planDepartment = z.object({
  code,
  name: z.string(),
  aliases: z.array(z.string()),
  existsFrom: isoDate.nullable(),
  existsTo: isoDate.nullable(),
})

export const planTask = z.object({
  number: z.int(),
  title: z.string(),
  /** Heading above it in the document, e.g. 二、加强标准化与科技创新有效互动. */
  section: z.string(),
  openEnded: z.boolean(),
  collective: z.boolean(),
  /** The collective as the document names it, where only one is named. */
  collectiveName: z.string().nullable(),
  citation,
  departments: z.array(duty),
})

export const planProject = z.object({
  code,
  number: z.int(),
  name: z.string(),
  kind: z.enum(KINDS),
  level: z.enum(LEVELS).nullable(),
  citation,
  departments: z.array(duty),
})

export const planColumn = z.object({
  number: z.int(),
  title: z.string(),
  groups: z.array(z.object({ title: z.string(), level: z.enum(LEVELS).nullable(), projects: z.array(planProject) })),
})

/** 扶持事项: what a policy without counted targets pays, up to what, and who pays. */
export const supportItem = z.object({
  code,
  title: z.string(),
  /** Ceiling in yuan; null where the document names a ratio or nothing. */
  ceilingYuan: z.int().nullable(),
  ceiling: z.string(),
  /** The body that pays; null where the document names none. */
  payer: z.string().nullable(),
  citation,
})

export const planDocument = z.object({
  number: z.string(),
  title: z.string(),
  issuer: z.string(),
  issuedOn: isoDate,
  publishedOn: isoDate,
})

export const planSummaryRow = z.object({
  code,
  name: z.string(),
  /** Name of the product on this plan's pages, e.g. 历下区标准化目标进展. */
  product: z.string(),
  document: planDocument,
  startsOn: isoDate,
  dueOn: isoDate,
  counts: z.object({ targets: z.int(), tasks: z.int(), projects: z.int(), departments: z.int(), supports: z.int() }),
})

export const plan = planSummaryRow.extend({
  /** 远景: what the document says of later years, without a figure. */
  outlook: z.string().nullable(),
  assumptions: z.array(assumption),
  targets: z.array(planTarget),
  departments: z.array(planDepartment),
  tasks: z.array(planTask),
  columns: z.array(planColumn),
  supports: z.array(supportItem),
  /** Tags that some counting rule of the plan reads, e.g. 绿色低碳. */
  tags: z.array(z.object({ code, name: z.string() })),
  /** Days in a stage after which an item is 停滞, by kind and stage; usual days from a stage to the counting stage. */
  stages: z.array(
    z.object({
      kind: z.enum(KINDS),
      international: z.boolean(),
      stage: z.enum(STAGES),
      stallDays: z.int().nullable(),
      usualRemainingDays: z.int().nullable(),
    }),
  ),
  /** 责任缺口: tasks without a stated lead, projects without a department, targets nobody carries. */
  gaps: z.object({
    tasksWithoutStatedLead: z.array(z.int()),
    projectsWithoutDepartment: z.array(code),
    targetsWithoutAllocation: z.array(code),
  }),
  /** The data are synthetic 演示数据. */
  demo: z.boolean(),
})
export type Plan = z.infer<typeof plan>
export const planList = z.object({ rows: z.array(planSummaryRow), total: z.int(), page: z.int(), pageSize: z.int() })
export const planParams = z.strictObject({ plan: code })
