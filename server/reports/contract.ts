import { z } from 'zod'
import {
  CHANGE_CAUSES,
  EDITIONS,
  KINDS,
  LEVELS,
  NARRATIVE_STATES,
  NATURES,
  REASONS,
  REPORT_KINDS,
  REPORT_PARTS,
  REPORT_STATES,
  SECTION_STATES,
  STAGES,
  STANDARD_CLASSES,
  TASK_STATEMENTS,
  UNIT_ROLES,
} from '../../db/words.ts'
import { itemId, publicEvidence } from '../items/contract.ts'
import { code, isoDate, plan } from '../plan/contract.ts'
import { summary, targetDetail } from '../summary/contract.ts'

// ── snapshots ────────────────────────────────────────────────────────────────────────────────────────────────────

/** One recognised thing as it was known: what it is, how far it came, what it counts for and why not for the rest. */
export const frozenItem = z.object({
  id: itemId,
  kind: z.enum(KINDS),
  class: z.enum(STANDARD_CLASSES).nullable(),
  nature: z.enum(NATURES).nullable(),
  level: z.enum(LEVELS).nullable(),
  edition: z.enum(EDITIONS).nullable(),
  number: z.string().nullable(),
  planNumber: z.string().nullable(),
  title: z.string(),
  unitRole: z.enum(UNIT_ROLES).nullable(),
  tags: z.array(code),
  projects: z.array(code),
  /** Stage at asOf, the day on which it was reached and the day on which that was recognised. */
  stage: z.enum(STAGES),
  effectiveOn: isoDate,
  recognisedOn: isoDate,
  /** The earliest day of each stage, and of a body each term: what a counting rule looks at. */
  reached: z.array(z.object({ stage: z.enum(STAGES), on: isoDate })),
  terms: z.array(z.object({ from: isoDate, to: isoDate.nullable() })),
  units: z.array(z.object({ name: z.string(), role: z.enum(UNIT_ROLES) })),
  departments: z.array(code),
  entries: z.array(
    z.object({
      id: itemId,
      department: code,
      stage: z.enum(STAGES),
      effectiveOn: isoDate,
      recognisedOn: isoDate,
      evidence: z.array(publicEvidence),
    }),
  ),
  /** Targets that it counts for, since when, and for which departments. */
  counts: z.array(
    z.object({
      target: code,
      since: isoDate,
      until: isoDate.nullable(),
      onTime: z.boolean(),
      departments: z.array(code),
    }),
  ),
  /** Why it does not count for the targets that count things of its kind. */
  not: z.array(
    z.object({
      target: code,
      reason: z.enum(REASONS),
      stage: z.enum(STAGES).nullable(),
      on: isoDate.nullable(),
    }),
  ),
})
export type FrozenItem = z.infer<typeof frozenItem>

/** What a snapshot holds: enough to answer for every figure in it without the database that it was taken from. */
export const snapshotBody = z.object({
  format: z.literal(1),
  asOf: isoDate,
  knownAt: isoDate,
  /** Targets with their rule versions, tasks, columns, duties, assumptions and gaps, as in force at knownAt. */
  plan,
  /** All figures, as `GET /api/plans/:plan/summary` gives them for the same days. */
  summary: summary.omit({ dataVersion: true }),
  /** Of each target: growth, make-up, figures beside it and under other assumptions. */
  targets: z.array(targetDetail.omit({ dataVersion: true, asOf: true, knownAt: true })),
  /** 目标分解 in force at knownAt. */
  allocation: z.object({ version: z.int(), decisionNumber: z.string(), decidedOn: isoDate }).nullable(),
  items: z.array(frozenItem),
  /** The last recognised words of each department on each task. */
  statements: z.array(
    z.object({
      task: z.int(),
      department: code,
      status: z.enum(TASK_STATEMENTS),
      text: z.string(),
      effectiveOn: isoDate,
      recognisedOn: isoDate,
    }),
  ),
})
export type SnapshotBody = z.infer<typeof snapshotBody>

export const snapshotRow = z.object({
  id: itemId,
  number: z.int(),
  asOf: isoDate,
  knownAt: isoDate,
  note: z.string(),
  dataVersion: z.int(),
  /** SHA-256 (hex) of the body as canonical JSON. */
  hash: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  /** Numbers of the reports that were made from it. */
  reports: z.array(z.int()),
})
export type SnapshotRow = z.infer<typeof snapshotRow>
export const snapshotList = z.object({ rows: z.array(snapshotRow), total: z.int(), page: z.int(), pageSize: z.int() })
export type SnapshotList = z.infer<typeof snapshotList>
export const snapshotDetail = snapshotRow.extend({ body: snapshotBody })
export type SnapshotDetail = z.infer<typeof snapshotDetail>

export const pageQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})

const number = z.coerce.number().int().min(1).max(100_000)
export const snapshotParams = z.strictObject({ plan: code, snapshot: number })
export const snapshotRequest = z.strictObject({
  asOf: isoDate,
  knownAt: isoDate,
  note: z.string().trim().max(200).default(''),
})
export type SnapshotRequest = z.infer<typeof snapshotRequest>

/** One thing that counts in one of two snapshots only. */
export const changedItem = z.object({
  id: itemId,
  number: z.string().nullable(),
  title: z.string(),
  /** From which day it counts, in the snapshot in which it does. */
  since: isoDate,
  recognisedOn: isoDate,
  departments: z.array(code),
  cause: z.enum(CHANGE_CAUSES),
  /** Of what went: why it does not count any more; null where it is not recognised any more. */
  reason: z.enum(REASONS).nullable(),
})
export type ChangedItem = z.infer<typeof changedItem>

export const targetChange = z.object({
  target: code,
  before: z.int(),
  after: z.int(),
  /** 新增, 补认定, 作废或更正, 届满撤销, 口径增减: each the length of its list in `items`. */
  sums: z.object({
    added: z.int(),
    supplementary: z.int(),
    voided: z.int(),
    ended: z.int(),
    ruleIn: z.int(),
    ruleOut: z.int(),
  }),
  /** before + added + supplementary − voided − ended + ruleIn − ruleOut = after. */
  balanced: z.boolean(),
  ruleBefore: z.int().nullable(),
  ruleAfter: z.int().nullable(),
  statusBefore: z.string(),
  statusAfter: z.string(),
  late: z.object({ before: z.int(), after: z.int() }),
  items: z.array(changedItem),
})
export type TargetChange = z.infer<typeof targetChange>

export const comparison = z.object({
  before: snapshotRow,
  after: snapshotRow,
  targets: z.array(targetChange),
  tasks: z.array(z.object({ number: z.int(), before: z.string(), after: z.string() })),
  projects: z.array(
    z.object({
      code,
      name: z.string(),
      before: z.enum(STAGES).nullable(),
      after: z.enum(STAGES).nullable(),
    }),
  ),
})
export type Comparison = z.infer<typeof comparison>
export const comparisonQuery = z.strictObject({ with: number })

// ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** 字体: names only; the program ships no typeface. */
export const typefaces = z.strictObject({
  title: z.string().min(1).max(60),
  heading: z.string().min(1).max(60),
  subheading: z.string().min(1).max(60),
  body: z.string().min(1).max(60),
  plain: z.string().min(1).max(60),
  number: z.string().min(1).max(60),
})
export type Typefaces = z.infer<typeof typefaces>

export const reportParams = z.strictObject({ report: itemId })
export const sectionParams = z.strictObject({
  report: itemId,
  part: z.enum(REPORT_PARTS).meta({ examples: ['overall'] }),
})
export const narrativeParams = z.strictObject({ report: itemId, department: code })

export const reportRequest = z.strictObject({
  kind: z.enum(REPORT_KINDS),
  year: z.int().min(2000).max(2100).nullable(),
  snapshot: z.int().min(1),
  base: z.int().min(1).nullable(),
  corrects: itemId.nullable().default(null),
})
export type ReportRequest = z.infer<typeof reportRequest>

export const reportPatch = z.strictObject({
  version: z.int().min(1),
  title: z.string().trim().min(4).max(120).optional(),
  documentNumber: z.string().trim().max(60).optional(),
  addressee: z.string().trim().max(120).optional(),
  signature: z.string().trim().max(60).optional(),
  signedOn: isoDate.nullable().optional(),
  snapshot: z.int().min(1).optional(),
  base: z.int().min(1).nullable().optional(),
})
export type ReportPatch = z.infer<typeof reportPatch>

export const sectionPatch = z.strictObject({
  version: z.int().min(1),
  included: z.boolean().optional(),
  /** null: back to what the data say. */
  text: z.string().max(20_000).nullable().optional(),
  state: z.enum(SECTION_STATES).optional(),
})
export type SectionPatch = z.infer<typeof sectionPatch>

export const narrativePatch = z.strictObject({
  /** 0 where nothing was written yet. */
  version: z.int().min(0),
  text: z.string().max(5_000),
  state: z.enum(NARRATIVE_STATES),
})
export type NarrativePatch = z.infer<typeof narrativePatch>
export const chaseNarrativesBody = z.strictObject({ answerBy: isoDate })
/** How many departments were sent an urge slip, and how many have an open one for this already. */
export const chasedNarratives = z.object({ slips: z.int(), already: z.int() })
export type ChasedNarratives = z.infer<typeof chasedNarratives>
export const versionBody = z.strictObject({ version: z.int().min(1) })
export const issueRequest = z.strictObject({
  version: z.int().min(1),
  /** Sections that hold nothing and are to be left out. */
  without: z.array(z.enum(REPORT_PARTS)).optional(),
})
export type IssueRequest = z.infer<typeof issueRequest>

export const reportRow = z.object({
  id: itemId,
  number: z.int(),
  kind: z.enum(REPORT_KINDS),
  year: z.int().nullable(),
  title: z.string(),
  state: z.enum(REPORT_STATES),
  version: z.int(),
  snapshot: z.int(),
  base: z.int().nullable(),
  asOf: isoDate,
  knownAt: isoDate,
  /** Number of the report that this one corrects, and of the one that corrects it. */
  corrects: z.int().nullable(),
  correctedBy: z.int().nullable(),
  documentNumber: z.string(),
  addressee: z.string(),
  signature: z.string(),
  signedOn: isoDate.nullable(),
  issuedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type ReportRow = z.infer<typeof reportRow>
export const reportList = z.object({ rows: z.array(reportRow), total: z.int(), page: z.int(), pageSize: z.int() })
export type ReportList = z.infer<typeof reportList>

/** A piece of text in a report: plain, a figure of the snapshot, or a number with its source. */
export const span = z.object({
  text: z.string(),
  figure: z.string().nullable(),
  source: z.string().nullable(),
})
export type Span = z.infer<typeof span>

export const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.literal([2, 3]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), spans: z.array(span) }),
  z.object({
    kind: z.literal('table'),
    code: z.string(),
    caption: z.string(),
    unit: z.string().nullable(),
    columns: z.array(z.object({ head: z.string(), width: z.number(), align: z.enum(['start', 'center', 'end']) })),
    /** A row that begins with `#` in its style is a group heading over all columns; `total` is set bold. */
    rows: z.array(z.object({ style: z.enum(['row', 'group', 'total']), cells: z.array(z.string()) })),
    note: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('chart'),
    code: z.string(),
    caption: z.string(),
    unit: z.string(),
    form: z.enum(['column', 'stacked', 'bar']),
    categories: z.array(z.string()),
    series: z.array(z.object({ name: z.string(), values: z.array(z.number().nullable()), line: z.boolean() })),
  }),
])
export type Block = z.infer<typeof block>

export const reportModel = z.object({
  title: z.string(),
  number: z.int(),
  documentNumber: z.string(),
  addressee: z.string(),
  signature: z.string(),
  signedOn: isoDate.nullable(),
  demo: z.boolean(),
  draft: z.boolean(),
  snapshot: z.object({
    number: z.int(),
    asOf: isoDate,
    knownAt: isoDate,
    hash: z.string(),
    madeAt: z.iso.datetime(),
  }),
  corrects: z.int().nullable(),
  sections: z.array(z.object({ part: z.enum(REPORT_PARTS), heading: z.string(), blocks: z.array(block) })),
  annexes: z.array(z.object({ part: z.enum(REPORT_PARTS), title: z.string(), blocks: z.array(block) })),
})
export type ReportModel = z.infer<typeof reportModel>

/** A figure of the snapshot that a text can hold. */
export const figure = z.object({
  key: z.string(),
  label: z.string(),
  value: z.string(),
  /** Where its rows stand, as a path of the web with its days; null where it has none. */
  rows: z.string().nullable(),
})
export type Figure = z.infer<typeof figure>

/** A number that somebody typed and that nothing proves yet. */
export const typedNumber = z.object({ part: z.enum(REPORT_PARTS), text: z.string(), sentence: z.string() })
export type TypedNumber = z.infer<typeof typedNumber>

export const reportSection = z.object({
  part: z.enum(REPORT_PARTS),
  heading: z.string(),
  included: z.boolean(),
  /** Nothing to say: it is left out whether it is included or not. */
  empty: z.boolean(),
  state: z.enum(SECTION_STATES),
  /** As written, or as the data say it, with its fields unresolved. */
  text: z.string(),
  automatic: z.string(),
  version: z.int(),
  writtenBy: z.string().nullable(),
  writtenAt: z.iso.datetime().nullable(),
  /** Somebody else is writing it. */
  lockedBy: z.string().nullable(),
  lockedByMe: z.boolean(),
})
export type ReportSection = z.infer<typeof reportSection>

export const narrative = z.object({
  department: code,
  name: z.string(),
  state: z.enum(NARRATIVE_STATES).nullable(),
  text: z.string(),
  version: z.int(),
  adoptedVersion: z.int().nullable(),
  writtenBy: z.string().nullable(),
  writtenAt: z.iso.datetime().nullable(),
})
export type Narrative = z.infer<typeof narrative>
export const narrativeList = z.object({ report: reportRow, rows: z.array(narrative) })
export type NarrativeList = z.infer<typeof narrativeList>

export const reportDetail = reportRow.extend({
  sections: z.array(reportSection),
  narratives: z.array(narrative),
  figures: z.array(figure),
  /** Sections that are in the report and hold nothing; issuing asks about them. */
  emptyParts: z.array(z.enum(REPORT_PARTS)),
  typedNumbers: z.array(typedNumber),
  model: reportModel,
  changes: z.array(targetChange),
  baseInfo: snapshotRow.nullable(),
  snapshotInfo: snapshotRow,
  /** May this person write it. */
  writable: z.boolean(),
})
export type ReportDetail = z.infer<typeof reportDetail>

/** What another snapshot would change in the written text, sentence by sentence. */
export const movedSentence = z.object({ part: z.enum(REPORT_PARTS), before: z.string(), after: z.string() })
export const movedSentences = z.object({ rows: z.array(movedSentence) })
export type MovedSentences = z.infer<typeof movedSentences>
export const previewQuery = z.strictObject({ snapshot: number })
