/**
 * A district with as many items as asked for, the same for the same number: entries, their moves, and everything that
 * the program itself would have derived from them. What one item went through is one of some thousand invented
 * histories; each is put through `derive` once and written for many items, so that a million take a minute, not a day.
 * `npm run recount -- --check` on such a database finds no difference (`test/api/bench-fill.test.ts`).
 */
import { readdirSync, readFileSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import { asc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Database, openDatabase } from '../../db/open.ts'
import * as schema from '../../db/schema.ts'
import type { Edition, EntryAction, EntryState, Kind, Level, Stage, StandardClass, UnitRole } from '../../db/words.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { noonOf } from '../../server/clock.ts'
import { getPlanRules, recountPlan } from '../../server/items/credits.ts'
import { type DatedEntry, type Derived, derive, type PlanRules } from '../../server/items/derive.ts'
import { grams } from '../../server/items/search.ts'
import { SEARCH_ROW } from '../../server/items/search-index.ts'
import { rebuildTally } from '../../server/items/tally.ts'
import { assignProjects, decideAllocation } from '../../server/plan/assignments.ts'
import { applyPlanFile } from '../../server/plan/changes.ts'
import { findPlan } from '../../server/plan/queries.ts'

export const PLAN = 'lixia-2025'
/** The day on which the district stands; nothing in it happened later. */
export const TODAY = '2025-11-30'
/** A word of two characters that a third of all titles hold, and one that one in thirty-six does. */
export const COMMON_WORD = '服务'
export const RARE_WORD = '碳排'

const FIRST = '2023-11-13'
const UNIT = '泉城明湖研究院'
const DAY_MS = 86_400_000
const HISTORIES = 4_000
/** Named projects are few things each, however much is reported. */
const ITEMS_OF_A_PROJECT = 3
/** However many items there are, a reviewer's queue is what people can work off. */
const QUEUE = 1_000

/** What most of all rows go to. */
const FILLED = "'entry', 'review', 'submission', 'credit', 'item_stage', 'ledger', 'ledger_department', 'ledger_tag'"

type Move = { action: EntryAction; from: EntryState; to: EntryState; on: string }
type Told = Omit<DatedEntry, 'id' | 'correctsId' | 'states'> & {
  /** Place of the entry of this history that it corrects. */
  corrects: number | null
  state: EntryState
  moves: Move[]
}
/** What one thing went through, and what follows from it. */
type History = {
  kind: Kind
  class: StandardClass | null
  entries: Told[]
  derived: Derived
}

/** Makes the database file and fills it. Throws where a plan file is broken. */
export function fillDatabase(file: string, items: number): void {
  const db = openDatabase(file)
  const ground = layGround(db)
  db.close()
  const raw = new BetterSqlite(file)
  // A copy that nobody would miss: nothing waits for the disk.
  raw.pragma('journal_mode = DELETE')
  raw.pragma('journal_mode = MEMORY')
  raw.pragma('synchronous = OFF')
  raw.pragma('cache_size = -1000000')
  raw.pragma('foreign_keys = OFF')
  raw.exec('BEGIN')
  // Indexes are built faster at once than row by row.
  const indexes = raw
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and tbl_name in (" +
        FILLED +
        ") and sql is not null and sql not like '%UNIQUE%'",
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) raw.exec(`drop index ${name}`)
  writeItems(raw, ground, items)
  for (const { sql } of indexes) raw.exec(sql)
  rebuildTally(drizzle(raw, { schema }), ground.planId)
  raw.exec('COMMIT')
  raw.pragma('journal_mode = WAL')
  raw.close()
}

type Ground = {
  planId: number
  rules: PlanRules
  departments: number[]
  projects: { id: number; kind: Kind; international: boolean }[]
  reporter: number
  reviewer: number
  unit: number
}

/** The plans as on a first start, allocations and duties of the demo, and two people. */
function layGround(db: Database): Ground {
  const now = noonOf(FIRST)
  for (const name of readdirSync('seeds').filter((one) => one.endsWith('.yaml'))) {
    const checked = checkPlanFile(readFileSync(`seeds/${name}`, 'utf8'))
    if (!checked.ok) throw new Error(`seeds/${name} is broken.`)
    applyPlanFile(db, checked, { actor: CONSOLE, now, recount: recountPlan })
  }
  const plan = findPlan(db.read, PLAN, FIRST)
  const row = db.read.select().from(schema.plan).where(eq(schema.plan.code, PLAN)).get()
  if (!plan || !row) throw new Error(`There is no plan ${PLAN}.`)
  const decision = { plan: PLAN, decisionNumber: '1', decidedOn: '2024-03-06', at: noonOf(TODAY) }
  const departmentAt = (place: number) => plan.departments[place % plan.departments.length]?.code ?? ''
  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const duties = projects.map((one, place) => ({
    project: one.code,
    department: departmentAt(place),
    role: 'lead' as const,
  }))
  const values = plan.targets.flatMap((one, place) =>
    Array.from({ length: Math.min(12, one.value) }, (_, part) => ({
      target: one.code,
      department: departmentAt(place + part),
      value: Math.ceil(one.value / 12),
    })),
  )
  const [reporter = 0, reviewer = 0, unit = 0] = record(
    db,
    { actor: CONSOLE, action: 'fill', subjectType: 'plan', subject: PLAN },
    noonOf(TODAY),
    (tx) => {
      decideAllocation(tx, { ...decision, values })
      assignProjects(tx, { ...decision, duties })
      tx.insert(schema.setting)
        .values({ key: 'demo', value: JSON.stringify({ on: TODAY }) })
        .run()
      const people = (['reporter', 'reviewer'] as const).map((role, place) => {
        const person = { uid: uidOf(place), name: role, displayName: role, createdAt: now.toISOString() }
        const { id } = tx.insert(schema.account).values(person).returning().get()
        tx.insert(schema.accountRole).values({ accountId: id, role }).run()
        return id
      })
      return [...people, tx.insert(schema.unit).values({ name: UNIT }).returning().get().id]
    },
  )
  return {
    planId: row.id,
    rules: getPlanRules(db.read, row.id),
    departments: db.read
      .select({ id: schema.planDepartment.departmentId })
      .from(schema.planDepartment)
      .where(eq(schema.planDepartment.planId, row.id))
      .orderBy(asc(schema.planDepartment.position))
      .all()
      .map((one) => one.id),
    projects: db.read
      .select()
      .from(schema.project)
      .where(eq(schema.project.planId, row.id))
      .orderBy(asc(schema.project.number))
      .all()
      .map((one) => ({ id: one.id, kind: one.kind, international: one.level === 'international' })),
    reporter,
    reviewer,
    unit,
  }
}

// ── what may have happened ───────────────────────────────────────────────────────────────────────────────────────

type Random = { next: () => number; between: (low: number, high: number) => number; pick: <T>(list: readonly T[]) => T }

/** Numbers that are the same for the same seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return { next, between, pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T }
}

const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

const CLASSES: readonly [StandardClass, number][] = [
  ['national', 0.31],
  ['industry', 0.57],
  ['local', 0.82],
  ['group', 0.92],
  ['enterprise', 0.97],
  ['international', 1],
]
const KINDS: readonly [Kind, number][] = [
  ['standard', 0.8],
  ['pilot', 0.88],
  ['organization', 0.94],
  ['platform', 0.97],
  ['enterprise', 1],
]
const LADDERS: Record<Exclude<Kind, 'standard'>, readonly Stage[]> = {
  pilot: ['applied', 'approved', 'building', 'mid-term', 'accepted'],
  platform: ['applied', 'approved'],
  organization: ['preparing', 'established'],
  enterprise: ['applied', 'announced'],
}
const INTERNATIONAL: readonly Stage[] = ['proposal', 'committee', 'enquiry', 'published']
const NATIONAL: readonly Stage[] = ['planned', 'comment', 'issued']

type Shape = { kind: Kind; class: StandardClass | null; project: number | null; waiting: boolean }

function shapeOf(random: Random): Shape {
  const among = <T>(list: readonly (readonly [T, number])[]) => {
    const chance = random.next()
    return list.find(([, upTo]) => chance < upTo)?.[0]
  }
  const kind = among(KINDS) ?? 'standard'
  return { kind, class: kind === 'standard' ? (among(CLASSES) ?? 'local') : null, project: null, waiting: false }
}

/** One thing's way: its stages, now and then a second department, a return, a correction, an end, a void. */
function tell(random: Random, ground: Ground, shape: Shape): History {
  const { kind } = shape
  const ladder = kind === 'standard' ? (shape.class === 'international' ? INTERNATIONAL : NATIONAL) : LADDERS[kind]
  const last = ladder.length - 1
  // Most standards are reported once they are issued; the others are followed on their way.
  const followed = kind !== 'standard' || shape.class === 'international' || random.next() < 0.1
  const rungs = followed ? ladder.slice(0, random.between(1, last + 1)) : ladder.slice(last)
  const home = random.pick(ground.departments)
  const level: Level | null =
    kind === 'standard' ? null : random.pick(['national', 'provincial', 'provincial', 'municipal', 'district'] as const)
  const edition: Edition | null = kind === 'standard' ? (random.next() < 0.27 ? 'revision' : 'first') : null
  const tags = ['green-low-carbon', 'social-governance', 'public-service', 'smart-city'].filter(
    () => random.next() < 0.15,
  )
  const entries: Told[] = []
  const say = (stage: Stage, effectiveOn: string, departmentId: number, more: Partial<Told> = {}) => {
    const unitRole: UnitRole | null = random.next() < 0.03 ? null : random.next() < 0.45 ? 'lead' : 'participant'
    const entry: Told = {
      ...{ departmentId, stage, effectiveOn, termTo: null, level, edition, tags, unitRole, corrects: null },
      ...{ projectId: shape.project, state: 'recognised', moves: [], ...more },
    }
    entry.moves = movesOf(random, effectiveOn, entry.state)
    entry.state = entry.moves.at(-1)?.to ?? 'draft'
    entries.push(entry)
  }
  let on = dayAfter(FIRST, random.between(-40, shape.project === null ? 735 - 60 * (rungs.length - 1) : 60))
  for (const [rung, stage] of rungs.entries()) {
    const waiting = shape.waiting && rung === rungs.length - 1
    const termTo =
      stage === 'established' && random.next() < 0.2 ? { termTo: dayAfter(on, random.between(200, 900)) } : {}
    say(stage, on, home, { ...termTo, ...(waiting ? { state: 'in-review' } : {}) })
    on = dayAfter(on, random.between(30, 60))
  }
  const [top] = entries.slice(-1)
  if (top && !shape.waiting) {
    const chance = random.next()
    if (chance < 0.12) say(top.stage, top.effectiveOn, random.pick(ground.departments))
    else if (chance < 0.14) say(top.stage, dayAfter(top.effectiveOn, -9), home, { corrects: entries.length - 1 })
    else if (chance < 0.15) top.moves = voidLater(top)
    else if (chance < 0.16) top.moves = movesOf(random, top.effectiveOn, 'returned')
    else if (chance < 0.17 && (kind === 'pilot' || kind === 'organization')) say('revoked', on, home)
    top.state = top.moves.at(-1)?.to ?? top.state
  }
  const dated = entries.map((one, place): DatedEntry => {
    const { corrects, moves, state: _, ...facts } = one
    const correctsId = corrects === null ? null : corrects + 1
    return { ...facts, id: place + 1, correctsId, states: moves.map((move) => ({ on: move.on, state: move.to })) }
  })
  return { kind, class: shape.class, entries, derived: derive(ground.rules, { kind, class: shape.class }, dated) }
}

function movesOf(random: Random, effectiveOn: string, end: EntryState): Move[] {
  const left = daysFrom(effectiveOn, TODAY)
  const earliest = Math.max(1, daysFrom(effectiveOn, FIRST))
  const submitted = dayAfter(effectiveOn, Math.min(left, earliest + random.between(2, 20)))
  const moves: Move[] = [{ action: 'submit', from: 'draft', to: 'in-review', on: submitted }]
  const decided = dayAfter(submitted, Math.min(daysFrom(submitted, TODAY), random.between(1, 9)))
  if (end === 'recognised') moves.push({ action: 'approve', from: 'in-review', to: 'recognised', on: decided })
  if (end === 'returned') moves.push({ action: 'return', from: 'in-review', to: 'returned', on: decided })
  return moves
}

function voidLater({ moves }: Told): Move[] {
  const on = moves.at(-1)?.on ?? TODAY
  const later = dayAfter(on, Math.min(30, daysFrom(on, TODAY)))
  return [...moves, { action: 'void', from: 'recognised', to: 'voided', on: later }]
}

// ── writing it down ──────────────────────────────────────────────────────────────────────────────────────────────

const TOPICS =
  '工业软件 工业互联网 数字机器人 云计算平台 公共卫生 健康体检 护理 远程会诊 金融科技 细胞制备 物业 建筑节能 智慧城市 政务数据 城市数据 园区环境 检验检测 认证 网络交易 特种设备 电梯维护 食品快检 课后 光伏并网 节能诊断 公共机构 餐饮分餐 无证明办事 应急预案 垃圾分类 市容巡查 养老 助残 家政 冷链配送 建筑碳排放'.split(
    ' ',
  )
const ASPECTS = '术语 服务规范 数据接口 评价指标 服务指南 测试方法 信息编码 作业规程 服务质量'.split(' ')
const CODES: Partial<Record<StandardClass, readonly string[]>> = {
  national: ['GB/T'],
  industry: ['YD/T', 'WS/T', 'JR/T', 'JGJ/T', 'RB/T', 'SB/T', 'CJ/T', 'DL/T'],
  local: ['DB37/T', 'DB3701/T'],
  group: ['T/LXBZ'],
  enterprise: ['Q/LXMH'],
}

/** 26 characters that rise with the number, as the program's ids rise with time. */
function uidOf(number: number): string {
  return number.toString().padStart(26, '0')
}

function identityOf(place: number, { kind, class: standardClass }: History) {
  const topic = TOPICS[place % TOPICS.length]
  const aspect = ASPECTS[Math.floor(place / TOPICS.length) % ASPECTS.length]
  const title = `${topic} ${aspect} 第${Math.floor(place / 324) + 1}部分`
  const codes = standardClass === null ? undefined : CODES[standardClass]
  const serial = 100 + place
  const number =
    kind === 'organization'
      ? `SAC/TC ${serial}`
      : standardClass === 'international'
        ? `ISO ${serial}:2024`
        : codes
          ? `${codes[place % codes.length]} ${serial}-2024`
          : null
  const key = number === null ? `${kind} ${title}` : `${kind} ${number}`
  const nature = standardClass === null ? null : 'recommended'
  return { title, number, key, nature }
}

/** Writes each item by name, and all that its history brings with it for all items at once. */
function writeItems(raw: BetterSqlite.Database, ground: Ground, items: number): void {
  const random = randomOf(20_231_113)
  const shelf = shelfOf(raw)
  const put = (one: History) => ({ number: shelf(one), of: one })
  const histories = Array.from({ length: HISTORIES }, () => put(tell(random, ground, shapeOf(random))))
  const waiting = Array.from({ length: 100 }, () => put(tell(random, ground, { ...shapeOf(random), waiting: true })))
  const write = writerOf(raw, ground.planId)
  let place = 0
  for (const project of ground.projects)
    for (let one = 0; one < ITEMS_OF_A_PROJECT && place < items; one++) {
      const standardClass = project.kind !== 'standard' ? null : project.international ? 'international' : 'national'
      const shape = { kind: project.kind, class: standardClass, project: project.id, waiting: false } as const
      write(place++, put(tell(random, ground, shape)))
    }
  const queue = Math.min(QUEUE, Math.floor(items / 50))
  for (; place < items; place++) write(place, random.pick(items - place <= queue ? waiting : histories))
  spread(raw, ground)
}

const insertInto = (raw: BetterSqlite.Database, table: string, columns: string) =>
  raw.prepare(`insert into ${table} (${columns}) values (${columns.replace(/[^,]+/g, '?')})`)

/** Keeps histories in tables of this connection alone; gives the function that puts one there and says its number. */
function shelfOf(raw: BetterSqlite.Database): (history: History) => number {
  const keep = (table: string, columns: string) => {
    raw.exec(
      `create temp table h_${table} (history, ${columns}); create index temp.h_${table}_ on h_${table} (history)`,
    )
    return insertInto(raw, `h_${table}`, `history,${columns}`)
  }
  const entry = keep(
    'entry',
    'place,department_id,state,version,stage,effective_on,level,edition,term_to,project_id,corrects,unit_role,content',
  )
  const tag = keep('tag', 'place,tag')
  const move = keep('move', 'move,place,action,from_state,to_state,"on"')
  const known = 'known_from,known_before'
  const credit = keep('credit', `counter_id,department_id,standing,since,until,${known},on_time,unit_role,stage`)
  const stage = keep('stage', `stage,effective_on,${known}`)
  const project = keep('project', `project_id,recognised,${known}`)
  const ledger = keep('ledger', 'level,edition,stage,effective_on,recognised_on,unit_role')
  const ledgerDepartment = keep('ledger_department', 'department_id,effective_on')
  const ledgerTag = keep('ledger_tag', 'tag,effective_on')
  let number = 0
  return ({ entries, derived }) => {
    const history = ++number
    let moved = 0
    for (const [place, one] of entries.entries()) {
      const { departmentId, state, moves, effectiveOn, level, edition, termTo, projectId, corrects, unitRole } = one
      const units = unitRole === null ? [] : [{ name: UNIT, code: null, role: unitRole }]
      const facts = { stage: one.stage, effectiveOn, termTo, level, edition, projectId, units, tags: one.tags }
      const of = [one.stage, effectiveOn, level, edition, termTo, projectId, corrects, unitRole, JSON.stringify(facts)]
      entry.run(history, place, departmentId, state, moves.length + 1, ...of)
      for (const word of one.tags) tag.run(history, place, word)
      for (const { action, from, to, on } of moves) move.run(history, ++moved, place, action, from, to, on)
    }
    for (const one of derived.credits) {
      const spans = [one.standing, one.since, one.until, one.knownFrom, one.knownBefore, one.onTime ? 1 : 0]
      credit.run(history, one.counterId, one.departmentId, ...spans, one.unitRole, one.stage)
    }
    for (const one of derived.stages) stage.run(history, one.stage, one.effectiveOn, one.knownFrom, one.knownBefore)
    for (const one of derived.projects)
      project.run(history, one.projectId, one.recognised ? 1 : 0, one.knownFrom, one.knownBefore)
    const line = derived.ledger
    if (line === null) return history
    const { level, edition, effectiveOn, recognisedOn, unitRole } = line
    ledger.run(history, level, edition, line.stage, effectiveOn, recognisedOn, unitRole)
    for (const departmentId of line.departmentIds) ledgerDepartment.run(history, departmentId, effectiveOn)
    for (const word of line.tags) ledgerTag.run(history, word, effectiveOn)
    return history
  }
}

function writerOf(raw: BetterSqlite.Database, planId: number) {
  raw.exec('create temp table went (item_id integer primary key, history, entries, moves, made_at)')
  const went = insertInto(raw, 'went', 'item_id,history,entries,moves,made_at')
  const item = insertInto(raw, 'item', 'id,uid,kind,class,nature,number,title,key,created_at')
  const search = raw.prepare(`insert into ledger_search (rowid, grams)
    select ${SEARCH_ROW}, ? from (select ? as plan_id, ? as effective_on, ? as item_id) l`)
  const searchOnce = raw.prepare('insert into ledger_search (rowid, grams) values ((? << 55) | ?, ?)')
  const started = noonOf(FIRST).getTime()
  let entries = 0
  let moves = 0
  return (place: number, { number: history, of }: { number: number; of: History }) => {
    const itemId = place + 1
    const { title, number, key, nature } = identityOf(place, of)
    const madeAt = new Date(started + place * 10).toISOString()
    item.run(itemId, uidOf(itemId), of.kind, of.class, nature, number, title, key, madeAt)
    went.run(itemId, history, entries, moves, madeAt)
    moves += of.entries.reduce((sum, one) => sum + one.moves.length, 0)
    entries += of.entries.length
    const words = grams([number, title].filter((text) => text !== null).join(' '))
    if (of.derived.ledger !== null) search.run(words, planId, of.derived.ledger.effectiveOn, itemId)
    else if (of.derived.stages.length > 0) searchOnce.run(planId, itemId, words)
  }
}

/** From the histories to the rows of every item that went through them. */
function spread(raw: BetterSqlite.Database, { planId, reporter, reviewer, unit }: Ground): void {
  const of = (table: string) => `from went w cross join h_${table} h on h.history = w.history`
  raw.exec(`
    insert into entry (id, uid, plan_id, department_id, subject, state, version, kind, class, item_id, stage,
        effective_on, title, number, level, edition, term_to, project_id, corrects_id, reporter_id, created_at)
      select w.entries + h.place + 1, printf('%026d', w.entries + h.place + 1), ${planId}, h.department_id, 'item',
        h.state, h.version, i.kind, i.class, w.item_id, h.stage, h.effective_on, i.title, i.number, h.level, h.edition, h.term_to,
        h.project_id, w.entries + h.corrects + 1, ${reporter}, w.made_at ${of('entry')} join item i on i.id = w.item_id
        order by w.item_id, h.place;
    insert into entry_unit (entry_id, unit_id, role) select w.entries + h.place + 1, ${unit}, h.unit_role
      ${of('entry')} where h.unit_role is not null;
    insert into entry_tag (entry_id, tag) select w.entries + h.place + 1, h.tag ${of('tag')};
    insert into review (id, entry_id, action, from_state, to_state, actor_id, at, "on")
      select w.moves + h.move, w.entries + h.place + 1, h.action, h.from_state, h.to_state,
        iif(h.action = 'submit', ${reporter}, ${reviewer}), h."on" || 'T04:00:00.000Z', h."on"
        ${of('move')} order by w.item_id, h.move;
    insert into submission (review_id, entry_id, plan_id, item_id, content)
      select w.moves + m.move, w.entries + h.place + 1, ${planId}, w.item_id, json_insert(h.content, '$.title', i.title)
      ${of('entry')} join h_move m on m.history = h.history and m.place = h.place and m.action = 'submit'
      join item i on i.id = w.item_id order by w.item_id, m.move;
    insert into credit (plan_id, item_id, counter_id, department_id, standing, since, until, known_from, known_before,
        on_time, unit_role, stage)
      select ${planId}, w.item_id, h.counter_id, h.department_id, h.standing, h.since, h.until, h.known_from,
        h.known_before, h.on_time, h.unit_role, h.stage ${of('credit')};
    insert into item_stage (plan_id, item_id, stage, effective_on, known_from, known_before)
      select ${planId}, w.item_id, h.stage, h.effective_on, h.known_from, h.known_before ${of('stage')};
    insert into item_project (item_id, project_id, recognised, known_from, known_before)
      select w.item_id, h.project_id, h.recognised, h.known_from, h.known_before ${of('project')};
    insert into ledger (plan_id, item_id, kind, class, number, title, level, edition, stage, effective_on,
        recognised_on, unit_role)
      select ${planId}, i.id, i.kind, i.class, i.number, i.title, h.level, h.edition, h.stage, h.effective_on,
        h.recognised_on, h.unit_role ${of('ledger')} join item i on i.id = w.item_id;
    insert into ledger_department (plan_id, department_id, effective_on, item_id)
      select ${planId}, h.department_id, h.effective_on, w.item_id ${of('ledger_department')};
    insert into ledger_tag (plan_id, tag, effective_on, item_id)
      select ${planId}, h.tag, h.effective_on, w.item_id ${of('ledger_tag')};
  `)
}
