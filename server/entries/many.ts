/**
 * Drafts of a whole table. What a draft says is worked out beforehand, outside any transaction, by the code of one draft
 * (`contentFrom`, `identify`); a few statements then write some hundred. Others wait only for those.
 */
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Read, Write } from '../../db/open.ts'
import { department, entry, item, plan } from '../../db/schema.ts'
import { rowBy } from '../../db/statements.ts'
import { newUid } from '../../db/uid.ts'
import type { Person } from '../accounts/identity.ts'
import { contentFrom, type EntryReport, getProjectId, getTaskId, requireStage, requireTag } from './changes.ts'
import { identify } from './identity.ts'
import { titleWords } from './items.ts'

const planByCode = rowBy(plan, plan.code)
const departmentByCode = rowBy(department, department.code)

const ITEM = ['uid', 'kind', 'class', 'nature', 'number', 'planNumber', 'title', 'key', 'createdAt'] as const
const ENTRY = [
  ...(['uid', 'planId', 'departmentId', 'subject', 'state', 'version', 'pasted', 'kind', 'class'] as const),
  ...(['itemChosen', 'stage', 'effectiveOn', 'dayConfirmed', 'title', 'number', 'planNumber', 'level'] as const),
  ...(['edition', 'termTo', 'projectId', 'taskId', 'statement', 'text', 'reporterId', 'createdAt'] as const),
  ...(['updatedById', 'updatedAt'] as const),
] as const

type Values<K extends string> = Record<K, string | number | null>
/** A draft in the terms of the tables. */
export type PreparedDraft = {
  entry: Values<(typeof ENTRY)[number]>
  item: (Values<(typeof ITEM)[number]> & { words: string }) | null
  units: [string, string | null][]
  tags: string[]
}

/**
 * What `report` would write of a draft; null where that hangs on more than its own words (an item that was chosen, a
 * plan number by which a work under way may be meant), so that it has to be written on its own. Throws as `report` does.
 */
export function prepareDraft(db: Read, actor: Person, said: EntryReport, now: Date): PreparedDraft | null {
  const of = planByCode(db, said.plan)
  const home = departmentByCode(db, said.department)
  const content = contentFrom(null, said)
  const isPlain = said.corrects === undefined && (said.evidence ?? []).length === 0 && content.item === null
  if (!of || !home || !isPlain || content.planNumber !== null || content.units.some((one) => one.code !== null))
    return null
  const at = now.toISOString()
  let its: PreparedDraft['item'] = null
  if (content.subject === 'item') {
    const { kind } = content
    const identity = kind === null ? null : identify({ ...content, kind })
    if (kind === null || identity === null || identity.planNumber !== null) return null
    content.edition ??= identity.edition
    requireStage(content, identity.class)
    const { class: itemClass, nature, number, planNumber, title, key } = identity
    const words = titleWords(title, kind === 'standard' && number !== null)
    its = { uid: newUid(now), kind, class: itemClass, nature, number, planNumber, title, key, createdAt: at, words }
  }
  for (const tag of content.tags) requireTag(db, of.id, tag)
  const { units, tags, item: _, project: code, task: number, dayConfirmed, ...words } = content
  return {
    entry: {
      ...{ ...words, dayConfirmed: Number(dayConfirmed), itemChosen: 0 },
      ...{ uid: newUid(now), planId: of.id, departmentId: home.id, state: 'draft', version: 1 },
      projectId: code === null ? null : getProjectId(db, of.id, code),
      taskId: number === null ? null : getTaskId(db, of.id, number),
      ...{ reporterId: actor.id, createdAt: at, updatedById: actor.id, updatedAt: at },
    },
    item: its,
    // Of a unit that is named twice the last role stands.
    units: [...new Map(units.map(({ name, role }) => [name, role]))],
    tags: [...new Set(tags)],
  }
}

/** Some hundred drafts as one text for `writeDrafts`. */
export const packDrafts = (drafts: readonly PreparedDraft[]): string => JSON.stringify(drafts).toWellFormed()

/** Writes packed drafts in their order, with the items that they name and that are not there yet. */
export function writeDrafts(tx: Write, packed: string): void {
  const last = tx.get<{ id: number }>(sql`select coalesce(max(id), 0) as id from item`).id
  const drafts = sql`json_each(${packed}) j`
  const ofItem = (name: string) => sql`j.value ->> ${`$.item.${name}`}`
  tx.run(sql`insert into item (${columnsOf(item, ITEM)}) select ${sql.join(ITEM.map(ofItem), sql`, `)} from ${drafts}
    where j.value ->> '$.item.key' is not null order by j.key on conflict (key) do nothing`)
  tx.run(sql`insert into item_search (rowid, grams) select i.id, j.value ->> '$.item.words' from ${drafts}
    join item i on i.uid = j.value ->> '$.item.uid' where i.id > ${last}`)
  const ofEntry = (name: string) => sql`j.value ->> ${`$.entry.${name}`}`
  tx.run(sql`insert into entry (item_id, ${columnsOf(entry, ENTRY)})
    select (select i.id from item i where i.key = j.value ->> '$.item.key'), ${sql.join(ENTRY.map(ofEntry), sql`, `)}
    from ${drafts} order by j.key`)
  const written = sql`${drafts} join entry e on e.uid = j.value ->> '$.entry.uid'`
  tx.run(sql`insert into entry_author (entry_id, account_id) select e.id, e.reporter_id from ${written}`)
  tx.run(sql`insert into unit (name) select u.value ->> 0 from ${drafts}, json_each(j.value, '$.units') u
    where true order by j.key, u.key on conflict (name) do nothing`)
  tx.run(sql`insert into entry_unit (entry_id, unit_id, role) select e.id, n.id, u.value ->> 1
    from ${written}, json_each(j.value, '$.units') u join unit n on n.name = u.value ->> 0`)
  tx.run(
    sql`insert into entry_tag (entry_id, tag) select e.id, t.value from ${written}, json_each(j.value, '$.tags') t`,
  )
}

function columnsOf(table: SQLiteTable, names: readonly string[]): SQL {
  const columns = getTableColumns(table)
  return sql.join(
    names.map((name) => sql.identifier(columns[name]?.name ?? name)),
    sql`, `,
  )
}
