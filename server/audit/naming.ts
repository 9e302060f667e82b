/** What an event was done to, by the name that it carries now and the page that shows it: ids alone tell nobody anything. */
import { sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import type { AuditThing } from './contract.ts'

const NOTHING: AuditThing = { name: null, place: null }

/** A name found by its id; of what is gone, or never was in the database, there is none. */
function nameBy(db: Read, query: ReturnType<typeof sql>): string | null {
  return db.get<{ name: string | null } | undefined>(query)?.name ?? null
}

type Finder = (db: Read, subject: string) => AuditThing

const entryThing: Finder = (db, uid) => {
  const row = db.get<{ name: string; item: string | null; task: number | null } | undefined>(sql`
    select coalesce(e.title, i.title, t.title, e.number, e.plan_number, e.pasted, '') as name, t.number as task,
      case when exists (select 1 from ledger l where l.item_id = i.id) then i.uid end as item
    from entry e left join item i on i.id = e.item_id left join task t on t.id = e.task_id where e.uid = ${uid}`)
  if (!row) return NOTHING
  const place = row.item !== null ? { kind: 'item' as const, id: row.item } : { kind: 'evidence' as const, id: uid }
  return { name: row.name, place: row.task !== null ? { kind: 'task', id: String(row.task) } : place }
}

const evidenceThing: Finder = (db, uid) => {
  const row = db.get<{ name: string; entry: string } | undefined>(sql`
    select coalesce(v.name, v.url) as name, e.uid as entry
    from evidence v join entry e on e.id = v.entry_id where v.uid = ${uid}`)
  return row ? { name: row.name, place: { kind: 'evidence', id: row.entry } } : NOTHING
}

/** `lixia-2025/wjj/2025-q2` */
const returnThing: Finder = (db, subject) => {
  const [, department = '', period = ''] = subject.split('/')
  const name = nameBy(db, sql`select name from department where code = ${department}`)
  return { name, place: { kind: 'period', id: period } }
}

/** By the kind of what was acted on; a kind that is not here has no name but its own. */
const FINDERS: Readonly<Record<string, Finder>> = {
  entry: entryThing,
  evidence: evidenceThing,
  return: returnThing,
  account: (db, name) => ({
    name: nameBy(db, sql`select display_name as name from account where name = ${name}`),
    place: null,
  }),
  department: (db, code) => ({
    name: nameBy(db, sql`select name from department where code = ${code}`),
    place: { kind: 'department', id: code },
  }),
  period: (_, subject) => ({ name: null, place: { kind: 'period', id: subject.split('/').at(-1) ?? '' } }),
  plan: (db, code) => ({
    name: nameBy(db, sql`select name from plan where code = ${code}`),
    place: { kind: 'plan', id: code },
  }),
  target: (db, subject) => {
    const [plan = '', code = ''] = subject.split('/')
    const name = nameBy(
      db,
      sql`select t.name from target t join plan p on p.id = t.plan_id where p.code = ${plan} and t.code = ${code}`,
    )
    return { name, place: { kind: 'target', id: code } }
  },
  assumption: (db, subject) => {
    const [plan = '', code = ''] = subject.split('/')
    const name = nameBy(
      db,
      sql`select a.title as name from assumption a join plan p on p.id = a.plan_id
        where p.code = ${plan} and a.code = ${code}`,
    )
    return { name, place: { kind: 'plan', id: plan } }
  },
  'urge-slip': (db, uid) => ({
    name: nameBy(
      db,
      sql`select d.name || '：' || s.about as name from urge_slip s join department d on d.id = s.department_id
        where s.uid = ${uid}`,
    ),
    place: { kind: 'slips', id: uid },
  }),
  report: (db, uid) => ({
    name: nameBy(db, sql`select title as name from report where uid = ${uid}`),
    place: { kind: 'report', id: uid },
  }),
  /** `lixia-2025 2` */
  snapshot: (db, subject) => {
    const [plan = '', number = ''] = subject.split(' ')
    const name = nameBy(
      db,
      sql`select s.note as name from snapshot s join plan p on p.id = s.plan_id
        where p.code = ${plan} and s.number = ${Number(number)}`,
    )
    return { name, place: { kind: 'snapshot', id: number } }
  },
  import: (db, uid) => ({
    name: nameBy(db, sql`select file_name as name from import_batch where uid = ${uid}`),
    place: null,
  }),
  token: (db, uid) => ({ name: nameBy(db, sql`select name from api_token where uid = ${uid}`), place: null }),
  calendar: (_, year) => ({ name: null, place: { kind: 'calendar', id: year } }),
}

/** The thing behind an event; a page only where there is something to be seen on it. */
export function thingOf(db: Read, subjectType: string, subject: string): AuditThing {
  const found = FINDERS[subjectType]?.(db, subject) ?? NOTHING
  const isNamed = found.name !== null || ['period', 'calendar'].includes(subjectType)
  return isNamed ? found : NOTHING
}
