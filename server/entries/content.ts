import { and, asc, eq, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { type entry, entryTag, entryUnit, item, planTag, project, task, unit } from '../../db/schema.ts'
import { kept, rowBy } from '../../db/statements.ts'
import type {
  Edition,
  EntryField,
  EntrySubject,
  Kind,
  Level,
  Stage,
  StandardClass,
  TaskStatement,
  UnitRole,
} from '../../db/words.ts'

export type EntryRow = typeof entry.$inferSelect
export type SaidUnit = { name: string; code: string | null; role: UnitRole | null }

/** All that an entry says, by codes and names; what is submitted, audited and compared. */
export type Content = {
  subject: EntrySubject
  pasted: string | null
  kind: Kind | null
  number: string | null
  planNumber: string | null
  title: string | null
  class: StandardClass | null
  level: Level | null
  edition: Edition | null
  /** Uid of the item, where the reporter chose it. */
  item: string | null
  stage: Stage | null
  effectiveOn: string | null
  dayConfirmed: boolean
  termTo: string | null
  units: SaidUnit[]
  tags: string[]
  project: string | null
  task: number | null
  statement: TaskStatement | null
  text: string | null
}

export const BLANK: Content = {
  subject: 'item',
  pasted: null,
  kind: null,
  number: null,
  planNumber: null,
  title: null,
  class: null,
  level: null,
  edition: null,
  item: null,
  stage: null,
  effectiveOn: null,
  dayConfirmed: false,
  termTo: null,
  units: [],
  tags: [],
  project: null,
  task: null,
  statement: null,
  text: null,
}

const unitsSaid = kept((db: Read) =>
  db
    .select({ name: unit.name, code: unit.code, role: entryUnit.role })
    .from(entryUnit)
    .innerJoin(unit, eq(unit.id, entryUnit.unitId))
    .where(eq(entryUnit.entryId, sql.placeholder('entryId')))
    .orderBy(asc(entryUnit.role), asc(unit.name)),
)
const tagsSaid = kept((db: Read) =>
  db
    .select({ tag: entryTag.tag })
    .from(entryTag)
    .innerJoin(planTag, and(eq(planTag.code, entryTag.tag), eq(planTag.planId, sql.placeholder('planId'))))
    .where(eq(entryTag.entryId, sql.placeholder('entryId')))
    .orderBy(asc(planTag.position)),
)
const projectById = rowBy(project, project.id)
const taskById = rowBy(task, task.id)
const itemById = rowBy(item, item.id)

/** Reads the whole content of an entry. */
export function contentOf(db: Read, row: EntryRow): Content {
  const { subject, pasted, kind, number, planNumber, title, level, edition, stage, effectiveOn, dayConfirmed } = row
  const { termTo, statement, text } = row
  const isItem = subject === 'item'
  const units = isItem ? unitsSaid(db).all({ entryId: row.id }) : []
  const tags = isItem ? tagsSaid(db).all({ entryId: row.id, planId: row.planId }) : []
  const codeOf = row.projectId === null ? null : projectById(db, row.projectId)
  const taskOf = row.taskId === null ? null : taskById(db, row.taskId)
  const chosen = row.itemChosen && row.itemId !== null ? itemById(db, row.itemId) : null
  return {
    subject,
    pasted,
    kind,
    number,
    planNumber,
    title,
    class: row.class,
    level,
    edition,
    item: chosen?.uid ?? null,
    stage,
    effectiveOn,
    dayConfirmed,
    termTo,
    units,
    tags: tags.map((one) => one.tag),
    project: codeOf?.code ?? null,
    task: taskOf?.number ?? null,
    statement,
    text,
  }
}

const COMPARED = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'stage',
  'effectiveOn',
  'termTo',
  'units',
  'task',
  'statement',
  'text',
  'tags',
  'project',
] as const satisfies readonly EntryField[]

export type Difference = { field: EntryField; was: Content[keyof Content]; is: Content[keyof Content] }

/** In which fields two contents differ, in the order of the form. */
export function differencesOf(was: Content, is: Content): Difference[] {
  const text = (value: unknown) => JSON.stringify(value)
  return COMPARED.filter((field) => text(was[field]) !== text(is[field])).map((field) => ({
    field,
    was: was[field],
    is: is[field],
  }))
}
