/**
 * 演示数据: a district half-way through its plan. Turns the story of `demo-story.ts` into what people did day by day, from
 * a seeded generator: the same input gives the same events, whatever day they are then replayed up to.
 */
import type { Edition, EvidenceKind, Kind, Level, Stage, StandardClass, TaskStatement } from '../db/words.ts'
import { ladderOf } from '../server/standards/stages.ts'
import {
  ALLOCATION_REASONS,
  ALLOCATIONS,
  CITY_OPERATION,
  COMMITTEES,
  type Committee,
  ENTERPRISES,
  FIELDS,
  FIXED_MONTHS,
  INTERNATIONAL,
  ISSUED_BY_MONTH,
  MAKE_UP,
  NOT_COUNTING,
  PILOTS,
  PLATFORMS,
  PROJECT_TAGS,
  PROJECT_TITLES,
  PROJECTS,
  RETURNS,
  SHARED,
  SIGNING,
  STANDARDS,
  STATEMENTS,
  TAGGED,
  UNDER_WAY,
  UNITS,
} from './demo-story.ts'

/** Rises when the events change, so that a demo folder built by an older generator is built anew. */
export const DEMO_VERSION = 7
/** The day on which the demo stands unless another is asked for. */
export const DEMO_DAY = '2025-06-30'

export type DemoItem = {
  kind: Kind
  title: string
  number?: string
  planNumber?: string
  class?: StandardClass
  level?: Level
  edition?: Edition
  stage: Stage
  tags: string[]
  units: { name: string; role: 'lead' | 'participant' }[]
  project?: string
  termTo?: string
}
export type DemoReport = { effectiveOn: string; evidence: EvidenceKind } & (
  | { item: DemoItem }
  | { task: number; statement: TaskStatement; text: string }
)
/** One thing that somebody did, at noon of a day; `entry` names the entry within the demo. */
export type DemoEvent = { on: string; entry: string; department: string } & (
  | { verb: 'report'; report: DemoReport }
  | { verb: 'submit' | 'sign' | 'approve' | 'recall' | 'discard' }
  | { verb: 'return' | 'void'; reason: string }
)

/** The plan's projects, as far as the demo needs them. */
export type DemoProject = { code: string; name: string; kind: Kind; level: Level | null }

/** 分解值: target code, department, value. */
export function demoAllocations(): { target: string; department: string; value: number; reason: string | null }[] {
  return Object.entries(ALLOCATIONS).flatMap(([target, list]) =>
    list.split(' ').map((one) => {
      const [department = '', value = ''] = one.split(':')
      const reason = ALLOCATION_REASONS[`${target} ${department}`] ?? null
      return { target, department, value: Number(value), reason }
    }),
  )
}

/** The department that carries each project; the four that nobody carries are left out. */
export function demoLeads(): Map<string, string> {
  return new Map(
    listProjects().flatMap(({ code, department }) => (department === null ? [] : [[code, department] as const])),
  )
}

type ProjectStory = { code: string; department: string | null; reporter: string; days: string[] }

function listProjects(): ProjectStory[] {
  return PROJECTS.trim()
    .split('\n')
    .map((line) => {
      const [code = '', who = '', ...rest] = line.trim().split(/\s+/)
      const [, standIn] = /^—(?:（(.+)）)?$/.exec(who) ?? []
      const orphan = who.startsWith('—')
      return {
        code,
        department: orphan ? null : who,
        reporter: orphan ? (standIn ?? '') : who,
        days: rest.filter((one) => one !== '|'),
      }
    })
}

type Random = () => number
function generator(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const DAY_MS = 86_400_000
const addDays = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The day itself, or the Monday after a weekend. */
function workday(day: string): string {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
}

/** How an entry fares; days where they are not left to the generator. */
type Course = {
  reportedOn?: string
  submittedOn?: string
  signedOn?: string
  returnedOn?: string
  againOn?: string
  decidedOn?: string
  /** Returned once, on days left to the generator. */
  returned?: boolean
}

/** From so late in the demo's half on, everything has to be decided quickly to be known on its day. */
const BRISK_FROM = '2025-05-01'

/** All events in time order, over 2023-11 to 2026-02. */
export function demoEvents(projects: readonly DemoProject[], seed = 20_231_113): DemoEvent[] {
  const book = new Book(generator(seed))
  seriesOfStandards(book)
  standardsApart(book)
  projectsAndPilots(book, projects)
  committees(book)
  platformsAndEnterprises(book)
  whatWentAnotherWay(book)
  for (const [task, department, on, statement, text] of STATEMENTS)
    book.say(
      department,
      { effectiveOn: on, evidence: 'other', task, statement, text },
      { reportedOn: workday(on), submittedOn: workday(on), decidedOn: workday(addDays(workday(on), 1)) },
    )
  return book.inOrder()
}

/** Takes down what is done, and hands out numbers, units and chances. */
class Book {
  readonly #random: Random
  readonly #events: DemoEvent[] = []
  readonly #serials = new Map<string, number>()
  #entries = 0

  constructor(random: Random) {
    this.#random = random
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1))
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.between(0, list.length - 1)] ?? list[0]
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((one) => ({ one, at: this.#random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
  }

  /** A serial in the made-up range of a prefix: GB/T 9xxxx, all else 9xxx. */
  serial(prefix: string): number {
    const next = (this.#serials.get(prefix) ?? (prefix === 'GB/T' ? 90_100 : 9100)) + this.between(2, 13)
    this.#serials.set(prefix, next)
    return next
  }

  units(department: string, role: 'lead' | 'participant' = 'lead'): DemoItem['units'] {
    const [first = '', ...others] = (FIELDS[department]?.units ?? UNITS[department] ?? '千佛标准化服务中心').split(' ')
    return [{ name: this.pick([first, ...others]), role }]
  }

  add(event: DemoEvent): void {
    this.#events.push(event)
  }

  /** One entry from draft to decision. */
  say(department: string, report: DemoReport, course: Course = {}): string {
    const entry = this.nextEntry()
    const { effectiveOn } = report
    const brisk = effectiveOn >= BRISK_FROM
    const base = { entry, department }
    let on = course.reportedOn ?? workday(addDays(effectiveOn, brisk ? this.between(2, 5) : this.between(4, 18)))
    this.add({ ...base, on, verb: 'report', report })
    on = course.submittedOn ?? workday(addDays(on, this.between(0, 1)))
    on = this.#send(base, on, course.signedOn)
    if (course.returned || course.returnedOn !== undefined) {
      on = course.returnedOn ?? workday(addDays(on, this.between(2, 5)))
      this.add({ ...base, on, verb: 'return', reason: this.pick(RETURNS) })
      on = this.#send(base, course.againOn ?? workday(addDays(on, this.between(2, 6))), undefined)
    }
    on = course.decidedOn ?? workday(addDays(on, brisk ? this.between(1, 4) : this.between(2, 8)))
    this.add({ ...base, on, verb: 'approve' })
    return entry
  }

  nextEntry(): string {
    this.#entries++
    return `e${this.#entries}`
  }

  /** Hands an entry in, through the head where the department asks for it; answers the day on which it is in review. */
  #send(base: { entry: string; department: string }, on: string, signedOn: string | undefined): string {
    this.add({ ...base, on, verb: 'submit' })
    if (!SIGNING.includes(base.department)) return on
    const signed = signedOn ?? workday(addDays(on, 1))
    this.add({ ...base, on: signed, verb: 'sign' })
    return signed
  }

  /** By day; within a day entry by entry, each in the order in which it fared. */
  inOrder(): DemoEvent[] {
    return this.#events
      .map((event, place) => ({ event, place, entry: Number(event.entry.slice(1)) }))
      .sort((a, b) =>
        a.event.on === b.event.on ? a.entry - b.entry || a.place - b.place : a.event.on < b.event.on ? -1 : 1,
      )
      .map(({ event }) => event)
  }
}

/** 国行地标, department by department: issued, with the reviewer on the demo's day, and what comes after. */
function seriesOfStandards(book: Book): void {
  const total = STANDARDS.reduce((sum, [, issued]) => sum + issued, 0)
  const deck = <T>(...parts: [T, number][]) =>
    book.shuffled(parts.flatMap(([one, times]) => Array.from({ length: times }, () => one)))
  const classes = deck<StandardClass>(
    ['national', MAKE_UP.national],
    ['industry', MAKE_UP.industry],
    ['local', MAKE_UP.local],
  )
  const roles = deck<'lead' | 'participant'>(['lead', MAKE_UP.lead], ['participant', total - MAKE_UP.lead])
  const editions = deck<Edition>(['revision', MAKE_UP.revisions], ['first', total - MAKE_UP.revisions])
  const days = daysOfIssue(book)
  let drawn = 0

  for (const [department, issued, pending, after] of STANDARDS) {
    const field = FIELDS[department]
    if (!field) throw new Error(`The demo has no field for ${department}.`)
    const titles = titlesOf(book, field)
    const all = [
      ...(days.get(department) ?? []).map((on) => ({ on, course: {} as Course })),
      ...pendingDays(pending),
      ...laterDays(department, after),
    ]
    const reported: { item: DemoItem; on: string }[] = []
    for (const [place, { on, course }] of all.entries()) {
      const own = TAGGED.find((one) => one[1] === department && one[2] === place)
      const dealt = place < issued ? drawn++ : null
      const standardClass =
        (dealt === null ? undefined : classes[dealt]) ?? book.pick(['national', 'industry', 'local'])
      const item: DemoItem = {
        kind: 'standard',
        title: own?.[0] ?? titles.shift() ?? '',
        number: numberOf(book, standardClass, field.code, on),
        stage: 'issued',
        edition: (dealt === null ? undefined : editions[dealt]) ?? 'first',
        tags: own ? [own[3]] : [],
        units: book.units(department, (dealt === null ? undefined : roles[dealt]) ?? 'participant'),
      }
      reported.push({ item, on })
      const slow = dealt !== null && dealt % 13 === 5 && on < '2025-01-31'
      book.say(
        department,
        { effectiveOn: on, evidence: 'cover', item },
        // 迟报: a quarter or more after the day.
        slow
          ? { reportedOn: workday(addDays(on, book.between(80, 110))) }
          : { returned: dealt !== null && dealt % 11 === 7 && on < BRISK_FROM, ...course },
      )
    }
    for (const [owner, place, by] of SHARED) {
      const first = owner === department ? reported[place] : undefined
      if (first)
        book.say(
          by,
          { effectiveOn: first.on, evidence: 'cover', item: { ...first.item, units: book.units(by, 'participant') } },
          { reportedOn: workday(addDays(first.on, book.between(30, 45))) },
        )
    }
    // 废止 does not undo what was done within the window.
    const withdrawn = department === '区城管局' ? reported[1] : undefined
    if (withdrawn)
      book.say(department, {
        effectiveOn: '2025-04-10',
        evidence: 'other',
        item: { ...withdrawn.item, stage: 'withdrawn' },
      })
  }
  // 逾期: issued after the due day.
  for (const [department, on, title] of [
    ['区工信局', '2026-01-07', '工业互联网标识解析 运维指南'],
    ['区科技局', '2026-01-13', '概念验证服务 术语'],
  ] as const)
    book.say(department, {
      effectiveOn: on,
      evidence: 'cover',
      item: {
        kind: 'standard',
        title,
        number: numberOf(book, 'national', '', on),
        stage: 'issued',
        edition: 'first',
        tags: [],
        units: book.units(department),
      },
    })
}

/** Deals the days of the months out to the departments, fixed months first; each department's own in order. */
function daysOfIssue(book: Book): Map<string, string[]> {
  const left = new Map(Object.entries(ISSUED_BY_MONTH))
  const take = (month: string) => {
    left.set(month, (left.get(month) ?? 0) - 1)
    return `${month}-${String(month === '2025-06' ? book.between(3, 12) : book.between(2, 27)).padStart(2, '0')}`
  }
  const dealt = new Map<string, string[]>()
  for (const [department, months] of Object.entries(FIXED_MONTHS)) dealt.set(department, months.split(' ').map(take))
  const places = book.shuffled([...left].flatMap(([month, number]) => Array.from({ length: number }, () => month)))
  for (const [department, issued] of STANDARDS)
    if (!dealt.has(department)) dealt.set(department, places.splice(0, issued).map(take))
  return new Map([...dealt].map(([department, days]) => [department, days.sort()]))
}

/** Issued in May or June 2025, handed in since, decided only in July. */
function pendingDays(number: number): { on: string; course: Course }[] {
  return Array.from({ length: number }, (_, place) => ({
    on: addDays('2025-05-22', place * 7),
    course: {
      reportedOn: workday(addDays('2025-06-06', place * 5)),
      submittedOn: workday(addDays('2025-06-07', place * 5)),
      signedOn: workday(addDays('2025-06-09', place * 5)),
      decidedOn: workday(addDays('2025-07-03', place * 4)),
    },
  }))
}

/** What is under way on the demo's day without being with the reviewer: returned, drafted, unsigned. */
const HELD: Readonly<Record<string, readonly { on: string; course: Course }[]>> = {
  区工信局: [
    {
      on: '2025-06-05',
      course: {
        reportedOn: '2025-06-12',
        submittedOn: '2025-06-12',
        returnedOn: '2025-06-26',
        againOn: '2025-07-08',
        decidedOn: '2025-07-14',
      },
    },
    ...['2025-06-11', '2025-06-13', '2025-06-17'].map((on) => ({
      on,
      course: { reportedOn: '2025-06-27', submittedOn: '2025-07-04', decidedOn: '2025-07-10' },
    })),
  ],
  区科技局: [
    {
      on: '2025-05-29',
      course: {
        reportedOn: '2025-06-10',
        submittedOn: '2025-06-10',
        returnedOn: '2025-06-19',
        againOn: '2025-07-03',
        decidedOn: '2025-07-11',
      },
    },
  ],
  区卫健局: [
    {
      on: '2025-06-09',
      course: {
        reportedOn: '2025-06-26',
        submittedOn: '2025-06-27',
        signedOn: '2025-07-01',
        decidedOn: '2025-07-09',
      },
    },
  ],
}
/** 补认定: issued before the due day, recognised after it. */
const SUPPLEMENTARY: Readonly<Record<string, readonly string[]>> = {
  区工信局: ['2025-12-08', '2025-12-16', '2025-12-24'],
  区科技局: ['2025-12-18'],
  区卫健局: ['2025-12-22'],
}

function laterDays(department: string, number: number): { on: string; course: Course }[] {
  const held = HELD[department] ?? []
  const late = SUPPLEMENTARY[department] ?? []
  const between = number - held.length - late.length
  return [
    ...held,
    ...Array.from({ length: between }, (_, place) => ({
      on: addDays('2025-07-09', Math.floor(((place + 0.5) / between) * 140)),
      course: {},
    })),
    ...late.map((on, place) => ({
      on,
      course: {
        reportedOn: workday(addDays(on, 9)),
        submittedOn: workday(addDays(on, 10)),
        signedOn: workday(addDays(on, 11)),
        decidedOn: workday(addDays('2026-01-08', place * 3)),
      },
    })),
  ]
}

function titlesOf(book: Book, field: { topics: string; aspects: string }): string[] {
  const aspects = field.aspects.split(' ')
  return book.shuffled(field.topics.split(' ').flatMap((topic) => aspects.map((aspect) => `${topic} ${aspect}`)))
}

function numberOf(book: Book, standardClass: StandardClass, code: string, on: string): string {
  const prefix =
    standardClass === 'national'
      ? 'GB/T'
      : standardClass === 'industry'
        ? code
        : book.pick<string>(['DB37/T', 'DB37/T', 'DB3701/T'])
  return `${prefix} ${book.serial(prefix)}-${on.slice(0, 4)}`
}

/** Evidence that shows a stage. */
function evidenceOf(stage: Stage): EvidenceKind {
  switch (stage) {
    case 'issued':
    case 'published':
      return 'cover'
    case 'accepted':
      return 'acceptance-document'
    case 'established':
      return 'establishment-document'
    case 'announced':
      return 'list-announcement'
    case 'withdrawn':
    case 'revoked':
    case 'failed':
      return 'other'
    default:
      return 'approval-document'
  }
}

type Step = { stage: Stage; on: string; course?: Course; number?: string }

/** One entry a step. */
function climb(book: Book, department: string, base: Omit<DemoItem, 'stage'>, steps: readonly Step[]): void {
  for (const { stage, on, course = {}, number } of steps)
    book.say(
      department,
      {
        effectiveOn: on,
        evidence: evidenceOf(stage),
        item: { ...base, ...(number === undefined ? {} : { number }), stage },
      },
      // What was reached before the plan began is reported when it has begun.
      on < '2023-11-20' ? { reportedOn: workday(addDays('2023-11-28', book.between(0, 45))), ...course } : course,
    )
}

function standardsApart(book: Book): void {
  for (const one of NOT_COUNTING)
    book.say(
      one.department,
      {
        effectiveOn: one.on,
        evidence: one.amendment ? 'issue-notice' : 'cover',
        item: {
          kind: 'standard',
          title: one.title,
          number: one.number,
          stage: 'issued',
          edition: one.amendment ? 'amendment' : 'first',
          tags: one.tags === undefined ? [] : [one.tags],
          units: one.noUnit ? [] : book.units(one.department),
        },
      },
      one.on < '2023-11-20' ? { reportedOn: workday(addDays(one.on, 95)) } : {},
    )
  const { title, department, number, on, tag } = CITY_OPERATION
  book.say(department, {
    effectiveOn: on,
    evidence: 'cover',
    item: {
      kind: 'standard',
      title,
      number,
      stage: 'issued',
      edition: 'first',
      tags: [tag],
      units: book.units(department),
    },
  })

  for (const [place, line] of UNDER_WAY.trim().split('\n').entries()) {
    const [underWay = '', by = '', project = '', tags = '', days = ''] = line.split('|')
    const ladder = ladderOf('standard', 'national')
    const base: Omit<DemoItem, 'stage'> = {
      kind: 'standard',
      title: underWay,
      planNumber: `2024${9200 + place}-T-469`,
      class: 'national',
      edition: underWay.endsWith('修订') ? 'revision' : 'first',
      tags: tags === '—' ? [] : [tags],
      units: book.units(by),
      ...(project === '—' ? {} : { project }),
    }
    climb(book, by, base, stepsUp(book, ladder, days.split(' ')))
  }
  for (const [place, [headline, final, by, tags, days]] of INTERNATIONAL.entries())
    climb(
      book,
      by,
      {
        kind: 'standard',
        title: headline,
        planNumber: `ISO/NP ${93_801 + place}`,
        class: 'international',
        edition: 'first',
        tags: tags === '' ? [] : [tags],
        units: book.units(by),
      },
      stepsUp(book, ladderOf('standard', 'international'), days.split(' '), final).map((step) =>
        step.on === '2025-12-18' ? { ...step, course: { decidedOn: '2026-01-12' } } : step,
      ),
    )
}

/** A stage for each day, from the first rung; the last rung of a standard brings its number. */
function stepsUp(book: Book, ladder: readonly Stage[], days: readonly string[], number?: string): Step[] {
  return days.map((on, rung) => {
    const stage = ladder[rung]
    if (stage === undefined) throw new Error(`The demo climbs beyond ${ladder.at(-1)}.`)
    if (stage !== 'issued' && stage !== 'published') return { stage, on }
    return { stage, on, number: number ?? `GB/T ${book.serial('GB/T')}-${on.slice(0, 4)}` }
  })
}

function projectsAndPilots(book: Book, projects: readonly DemoProject[]): void {
  for (const [place, { code, reporter, days }] of listProjects().entries()) {
    const project = projects.find((one) => one.code === code)
    if (!project) throw new Error(`The plan has no project ${code}.`)
    if (days.length === 0) continue
    const international = project.kind === 'standard' && project.level === 'international'
    const standardClass = international ? 'international' : 'national'
    const tag = PROJECT_TAGS[code]
    const base: Omit<DemoItem, 'stage'> = {
      kind: project.kind,
      title: PROJECT_TITLES[code] ?? pilotTitle(project),
      tags: tag === undefined ? [] : [tag],
      units: book.units(reporter),
      project: code,
      ...(project.kind === 'standard'
        ? {
            planNumber: international ? `ISO/NP ${93_000 + place}` : `2023${9100 + place}-T-469`,
            class: standardClass,
            edition: 'first' as const,
          }
        : { level: project.level ?? ('provincial' as const) }),
    }
    const ladder = ladderOf(project.kind, project.kind === 'standard' ? standardClass : null)
    const number = international ? `ISO ${92_800 + place}:2025` : undefined
    climb(
      book,
      reporter,
      base,
      stepsUp(book, ladder, days, number).map((step) =>
        // Handed in before the demo's day and decided after it.
        code === 'smart-city-international' && step.stage === 'published'
          ? { ...step, course: { reportedOn: '2025-06-24', submittedOn: '2025-06-24', decidedOn: '2025-07-14' } }
          : step,
      ),
    )
  }
  for (const line of PILOTS.trim().split('\n')) {
    const [title = '', department = '', level = '', tag = '', steps = ''] = line.split('|')
    climb(
      book,
      department,
      {
        kind: 'pilot',
        title,
        level: level as Level,
        tags: tag === '—' ? [] : [tag],
        units: book.units(department),
      },
      stepsOf(steps),
    )
  }
}

/** Two projects of one name are two things: their level tells them apart. */
function pilotTitle({ name, level }: DemoProject): string {
  const grade = level === 'national' ? '国家级' : '省级'
  return /示范|体系|验证点/.test(name) ? name : `${name}${grade}标准化试点`
}

function stepsOf(text: string): Step[] {
  const words = text.split(' ')
  return words.flatMap((stage, place) => {
    const on = words[place + 1]
    if (place % 2 === 1 || on === undefined) return []
    const held = on.endsWith('!')
    const course: Course = held ? { decidedOn: '2025-07-16' } : {}
    return [{ stage: stage as Stage, on: held ? on.slice(0, -1) : on, course }]
  })
}

function committees(book: Book): void {
  for (const one of COMMITTEES) {
    const base: Omit<DemoItem, 'stage'> = {
      kind: 'organization',
      title: one.title,
      level: one.level ?? 'provincial',
      tags: [],
      units: book.units(one.department, one.role),
      ...(one.termTo === undefined ? {} : { termTo: one.termTo }),
    }
    climb(book, one.department, base, founding(one))
    if (one.renewed)
      book.say(one.department, {
        effectiveOn: one.renewed.on,
        evidence: 'establishment-document',
        item: { ...base, termTo: one.renewed.termTo, stage: 'established' },
      })
    if (one.dissolved)
      book.say(one.department, {
        effectiveOn: one.dissolved,
        evidence: 'other',
        item: { ...base, stage: 'revoked' },
      })
  }
}

function founding({ on, preparing }: Committee): Step[] {
  // In review on the demo's day.
  const course: Course = on === '2025-06-09' ? { decidedOn: '2025-07-09' } : {}
  return [
    ...(preparing === undefined ? [] : [{ stage: 'preparing' as const, on: preparing }]),
    { stage: 'established', on, course },
  ]
}

function platformsAndEnterprises(book: Book): void {
  for (const line of PLATFORMS.trim().split('\n')) {
    const [title = '', department = '', steps = ''] = line.split('|')
    const base = {
      kind: 'platform' as const,
      title,
      level: 'provincial' as const,
      tags: [],
      units: book.units(department),
    }
    climb(book, department, base, stepsOf(steps))
  }
  for (const line of ENTERPRISES.trim().split('\n')) {
    const [title = '', department = '', steps = ''] = line.split('|')
    const units = [{ name: title, role: 'lead' as const }]
    climb(book, department, { kind: 'enterprise', title, level: 'provincial', tags: [], units }, stepsOf(steps))
  }
}

/** 作废, 撤回, 放弃. */
function whatWentAnotherWay(book: Book): void {
  const local = (department: string, title: string, serial: number, on: string): DemoReport => ({
    effectiveOn: on,
    evidence: 'cover',
    item: {
      kind: 'standard',
      title,
      number: `DB3701/T ${serial}-${on.slice(0, 4)}`,
      stage: 'issued',
      edition: 'first',
      tags: [],
      units: book.units(department, 'participant'),
    },
  })
  const voided = book.say('区城管局', local('区城管局', '城市绿地养护 管理指南', 9977, '2024-08-08'))
  book.add({
    on: '2024-10-21',
    entry: voided,
    department: '区城管局',
    verb: 'void',
    reason: '所报为征求意见稿，未正式发布，作废',
  })
  const recalled = book.nextEntry()
  const fgj = { entry: recalled, department: '区发改局' }
  const meant = local('区发改局', '公共机构用能 服务规范', 9981, '2025-06-12')
  book.add({ ...fgj, on: '2025-06-18', verb: 'report', report: meant })
  book.add({ ...fgj, on: '2025-06-19', verb: 'submit' })
  book.add({ ...fgj, on: '2025-06-25', verb: 'recall' })
  const dropped = { entry: book.nextEntry(), department: '区水务局' }
  const mistaken = local('区水务局', '节水型居民小区 评价指标', 9983, '2025-03-28')
  book.add({ ...dropped, on: '2025-04-02', verb: 'report', report: mistaken })
  book.add({ ...dropped, on: '2025-04-03', verb: 'discard' })
}
