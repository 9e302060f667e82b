import { z } from 'zod'
import {
  DOUBT_ANSWERS,
  DOUBT_KINDS,
  EDITIONS,
  ENTRY_ACTIONS,
  ENTRY_FAULTS,
  ENTRY_FIELDS,
  ENTRY_STATES,
  ENTRY_SUBJECTS,
  EVIDENCE_KINDS,
  KINDS,
  LEVELS,
  STAGES,
  STANDARD_CLASSES,
  TASK_STATEMENTS,
  UNIT_ROLES,
} from '../../db/words.ts'
import { verdict } from '../items/contract.ts'
import { code, isoDate, uid } from '../plan/contract.ts'
import { standardNumber, standardNumberRefusal } from '../standards/contract.ts'
import { ENTRY_VERBS, REFUSALS } from './workflow.ts'

/** What one department last said of a task 重点任务进展, recognised. */
export const taskStatement = z.object({
  department: code,
  status: z.enum(TASK_STATEMENTS),
  text: z.string(),
  effectiveOn: isoDate,
  recognisedOn: isoDate,
})
export type TaskStatement = z.infer<typeof taskStatement>
export const taskStatements = z.object({
  number: z.int(),
  rows: z.array(taskStatement),
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
})
export type TaskStatements = z.infer<typeof taskStatements>
export const statementsQuery = z.strictObject({ asOf: isoDate.optional(), knownAt: isoDate.optional() })
export const taskParams = z.strictObject({ plan: code, task: z.coerce.number().int().min(1).max(999) })

// ── reporting and review ─────────────────────────────────────────────────────────────────────────────────────────

const text = (most: number) => z.string().max(most)
const reason = text(500).optional()

/** 本区单位 as stated; a new one by its name and, where known, its 18-digit credit code. */
const saidUnit = z.strictObject({
  name: z.string().min(2).max(100),
  code: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
    .meta({ examples: ['91370102MA3C000000'] })
    .nullable()
    .optional(),
  role: z.enum(UNIT_ROLES).nullable().optional(),
})

/** An answer to “is it the same item?”; the same: `item` names it. */
export const answer = z.strictObject({
  item: uid,
  answer: z.enum(DOUBT_ANSWERS),
  difference: text(200).nullable().optional(),
})
export type Answer = z.infer<typeof answer>

/** What a draft may say. What is left out stays as it is; null empties it. */
export const entryFields = z.strictObject({
  /** What was pasted into the first field, kept as it was. */
  pasted: text(500).nullable().optional(),
  kind: z.enum(KINDS).nullable().optional(),
  number: text(200).nullable().optional(),
  planNumber: text(100).nullable().optional(),
  title: text(200).nullable().optional(),
  /** Only where no number tells it. */
  class: z.enum(STANDARD_CLASSES).nullable().optional(),
  level: z.enum(LEVELS).nullable().optional(),
  edition: z.enum(EDITIONS).nullable().optional(),
  /** The item, where the reporter chose it; else it is found. */
  item: uid.nullable().optional(),
  answers: z.array(answer).max(20).optional(),
  stage: z.enum(STAGES).nullable().optional(),
  effectiveOn: isoDate.nullable().optional(),
  /** 与封面一致: the day's year differs from the number's, and it was looked up. */
  dayConfirmed: z.boolean().optional(),
  termTo: isoDate.nullable().optional(),
  units: z.array(saidUnit).max(20).optional(),
  tags: z.array(code).max(20).optional(),
  project: code.nullable().optional(),
  /** Number of a task: the entry then speaks of it and of no item. */
  task: z.int().min(1).max(999).nullable().optional(),
  statement: z.enum(TASK_STATEMENTS).nullable().optional(),
  text: text(1000).nullable().optional(),
})
export type EntryFieldsBody = z.infer<typeof entryFields>

export const entryBody = entryFields.extend({
  plan: code,
  /** Only where the person reports for several departments. */
  department: code.optional(),
  /** The recognised entry that this one corrects: the draft begins as its copy. */
  corrects: uid.optional(),
})
export type EntryBody = z.infer<typeof entryBody>
export const entryPatch = entryFields.extend({ version: z.int().min(1) })
export type EntryPatch = z.infer<typeof entryPatch>

export const entryVerb = z.enum(ENTRY_VERBS)
export const entryRefusal = z.enum(REFUSALS)
/** What may be done now, and why not the rest of what the person's roles have to do with. */
const acts = {
  allowed: z.array(entryVerb),
  refused: z.array(z.object({ action: entryVerb, because: entryRefusal })),
}

export const entryAnswer = z.object({
  id: uid,
  itemId: uid.nullable(),
  state: z.enum(ENTRY_STATES),
  version: z.int(),
  receipt: z.string().nullable(),
  /** When it was last changed, by the server's clock. */
  updatedAt: z.string(),
  ...acts,
})
export type EntryAnswer = z.infer<typeof entryAnswer>

export const fault = z.object({
  field: z.enum(ENTRY_FIELDS),
  code: z.enum(ENTRY_FAULTS),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const knownItem = z.object({
  id: uid,
  kind: z.enum(KINDS),
  class: z.enum(STANDARD_CLASSES).nullable(),
  number: z.string().nullable(),
  planNumber: z.string().nullable(),
  title: z.string(),
  /** Where it stands, as far as the asker may know. */
  stage: z.enum(STAGES).nullable(),
  effectiveOn: isoDate.nullable(),
  steps: z.array(z.object({ stage: z.enum(STAGES), on: isoDate })),
  /** Who reports it: recognised or with the reviewer, and the asker's own department in any state. */
  departments: z.array(z.object({ department: code, state: z.enum(ENTRY_STATES), on: isoDate.nullable() })),
})
export type KnownItem = z.infer<typeof knownItem>

export const doubt = z.object({
  kind: z.enum(DOUBT_KINDS),
  /** Id of the near item, or of the entry that tells another day or title. */
  other: uid,
  item: knownItem.nullable(),
  entry: z.object({ id: uid, day: isoDate.nullable(), title: z.string().nullable() }).nullable(),
  /** What the reporter said, and how the reviewer settled it. */
  answer: z.enum(DOUBT_ANSWERS).nullable(),
  difference: z.string().nullable(),
  answeredBy: z.string().nullable(),
  verdict: z.enum(DOUBT_ANSWERS).nullable(),
  note: z.string().nullable(),
  settledBy: z.string().nullable(),
})
export type Doubt = z.infer<typeof doubt>

export const entryContent = z.object({
  subject: z.enum(ENTRY_SUBJECTS),
  pasted: z.string().nullable(),
  kind: z.enum(KINDS).nullable(),
  number: z.string().nullable(),
  planNumber: z.string().nullable(),
  title: z.string().nullable(),
  class: z.enum(STANDARD_CLASSES).nullable(),
  level: z.enum(LEVELS).nullable(),
  edition: z.enum(EDITIONS).nullable(),
  item: uid.nullable(),
  stage: z.enum(STAGES).nullable(),
  effectiveOn: isoDate.nullable(),
  dayConfirmed: z.boolean(),
  termTo: isoDate.nullable(),
  units: z.array(z.object({ name: z.string(), code: z.string().nullable(), role: z.enum(UNIT_ROLES).nullable() })),
  tags: z.array(code),
  project: code.nullable(),
  task: z.int().nullable(),
  statement: z.enum(TASK_STATEMENTS).nullable(),
  text: z.string().nullable(),
})
export type EntryContent = z.infer<typeof entryContent>

const saidValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.array(z.object({ name: z.string(), code: z.string().nullable(), role: z.enum(UNIT_ROLES).nullable() })),
  z.null(),
])
export const difference = z.object({ field: z.enum(ENTRY_FIELDS), was: saidValue, is: saidValue })
export type DifferenceRow = z.infer<typeof difference>

export const mark = z.strictObject({ field: z.enum(ENTRY_FIELDS), note: text(200) })

export const move = z.object({
  action: z.enum(ENTRY_ACTIONS),
  from: z.enum(ENTRY_STATES),
  to: z.enum(ENTRY_STATES),
  by: z.string(),
  at: z.string(),
  reason: z.string().nullable(),
  mendBy: isoDate.nullable(),
  marks: z.array(mark),
  /** Of a submission: what changed since the one before. */
  changes: z.array(difference),
})

/** Who acts next, once it is submitted. */
export const nextActor = z.object({ action: z.enum(['sign', 'approve']), people: z.array(z.string()) })

export const previewTarget = z.object({
  target: code,
  /** It will count, it will not, or that cannot be told before something more is said. */
  standing: z.enum(['counts', 'counts-not', 'open']),
  verdict,
  /** What has to be said before it can be told. */
  missing: z.array(z.enum(ENTRY_FIELDS)),
  district: z.object({ now: z.int(), after: z.int() }),
  department: z.object({ now: z.int(), after: z.int(), allocated: z.int().nullable() }),
})
export type PreviewTarget = z.infer<typeof previewTarget>

export const entryDetail = z.object({
  ...entryAnswer.shape,
  plan: code,
  department: code,
  reporter: z.string(),
  createdAt: z.string(),
  updatedBy: z.string().nullable(),
  updatedAt: z.string(),
  firstSubmittedOn: isoDate.nullable(),
  content: entryContent,
  /** What was last submitted, before it was recalled or returned and changed; null where nothing was. */
  submitted: entryContent.nullable(),
  item: knownItem.nullable(),
  evidence: z.array(
    z.object({
      id: uid,
      kind: z.enum(EVIDENCE_KINDS),
      name: z.string().nullable(),
      mediaType: z.string().nullable(),
      bytes: z.int().nullable(),
      sha256: z.string().nullable(),
      url: z.string().nullable(),
      /** It came with the entry that this one corrects. */
      fromCorrected: z.boolean(),
    }),
  ),
  /** The entry that this one corrects, and in what. */
  corrects: z.object({ id: uid, receipt: z.string().nullable(), differences: z.array(difference) }).nullable(),
  correctedBy: uid.nullable(),
  moves: z.array(move),
  faults: z.array(fault),
  doubts: z.array(doubt),
  /** What recognising it now would change. */
  targets: z.array(previewTarget),
  next: nextActor,
})
export type EntryDetail = z.infer<typeof entryDetail>

export const entriesQuery = z.strictObject({
  plan: code.optional(),
  state: z.enum(ENTRY_STATES).optional(),
  department: code.optional(),
  kind: z.enum([...KINDS, 'task']).optional(),
  item: uid.optional(),
  /** Those that one imported file became. */
  batch: uid.optional(),
  q: z.string().min(1).max(100).optional(),
  sort: z.enum(['updatedAt', '-updatedAt', 'firstSubmittedOn', '-firstSubmittedOn']).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type EntriesQuery = z.infer<typeof entriesQuery>

/** An imported file that entries came from. */
export const importedFrom = z.object({ id: uid, fileName: z.string(), on: isoDate })
export type ImportedFrom = z.infer<typeof importedFrom>

export const entryRow = z.object({
  id: uid,
  receipt: z.string().nullable(),
  department: code,
  subject: z.enum(ENTRY_SUBJECTS),
  kind: z.enum(KINDS).nullable(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  stage: z.enum(STAGES).nullable(),
  effectiveOn: isoDate.nullable(),
  task: z.int().nullable(),
  statement: z.enum(TASK_STATEMENTS).nullable(),
  state: z.enum(ENTRY_STATES),
  version: z.int(),
  itemId: uid.nullable(),
  reporter: z.string(),
  updatedAt: z.string(),
  firstSubmittedOn: isoDate.nullable(),
  /** Of a returned entry: why, and by when. */
  returned: z
    .object({
      reason: z.string(),
      by: z.string(),
      at: z.string(),
      mendBy: isoDate.nullable(),
      /** Whether anything of it was changed, or evidence laid under it, since. */
      mended: z.boolean(),
    })
    .nullable(),
  ...acts,
})
export type EntryRow = z.infer<typeof entryRow>
export const entryList = z.object({
  rows: z.array(entryRow),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** How many there are in each state, by the other filters. */
  states: z.array(z.object({ state: z.enum(ENTRY_STATES), entries: z.int() })),
  /** The file that was asked for, and files of whose entries some are still drafts: the last imported first. */
  batch: importedFrom.nullable(),
  batches: z.array(importedFrom.extend({ drafts: z.int() })),
})
export type EntryList = z.infer<typeof entryList>

/** `version`: refuse the act where the entry is no longer the one that was looked at. */
export const actBody = z.strictObject({ version: z.int().min(1).optional() })
export const returnBody = actBody.extend({
  reason: text(500),
  mendBy: isoDate.optional(),
  marks: z.array(mark).max(20).optional(),
})
export const voidBody = actBody.extend({ reason: text(500) })
export const settleBody = z.strictObject({
  /** Id of the near item, or of the entry that tells another day or title. */
  other: uid,
  verdict: z.enum(DOUBT_ANSWERS),
  note: text(500).nullable().optional(),
})

/** The same act on several: each by the same code, each with its own outcome. */
export const actionsBody = z.strictObject({
  action: z.enum(ENTRY_ACTIONS),
  ids: z.array(uid).min(1).max(200),
  reason,
  mendBy: isoDate.optional(),
})
export const actionsAnswer = z.object({
  done: z.int(),
  outcomes: z.array(
    z.object({
      id: uid,
      ok: z.boolean(),
      state: z.enum(ENTRY_STATES).nullable(),
      problem: z.string().nullable(),
      detail: z.string().nullable(),
      /** What has to be mended first, field by field. */
      errors: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
})

export const previewBody = entryBody.extend({
  /** The draft that is being written. */
  entry: uid.optional(),
})

/** How the pasted number is read. */
const readNumber = z.union([
  standardNumber.extend({ ok: z.literal(true) }),
  standardNumberRefusal.extend({ ok: z.literal(false) }),
])

export const preview = z.object({
  number: readNumber.nullable(),
  planNumber: z.string().nullable(),
  /** The known item that it is, exactly or by choice. */
  item: knownItem.nullable(),
  doubts: z.array(doubt),
  faults: z.array(fault),
  targets: z.array(previewTarget),
  next: nextActor,
  today: isoDate,
})
export type Preview = z.infer<typeof preview>

export const unitsQuery = z.strictObject({ department: code.optional(), q: z.string().min(1).max(100).optional() })
export const unitList = z.object({
  rows: z.array(z.object({ name: z.string(), code: z.string().nullable(), entries: z.int() })),
})
export const entryParams = z.strictObject({ id: uid })
