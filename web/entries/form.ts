/** What the reporting form holds, and how it becomes what the server is told. Pure. */
import type {
  Edition,
  EntryField,
  EntrySubject,
  Kind,
  Level,
  Stage,
  StandardClass,
  TaskStatement,
} from '../../db/words.ts'
import type { Answer, EntryContent, EntryFieldsBody } from '../../server/entries/contract.ts'
import { plainTitle } from '../../server/entries/similarity.ts'
import type { ItemDetail } from '../../server/items/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { type NumberReading, parsePlanNumber, parseStandardNumber } from '../../server/standards/number.ts'

import { ladderOf } from '../../server/standards/stages.ts'
import { readDay } from '../ui/day.ts'

/** The form as it is on the screen: texts as typed. */
export type Form = {
  subject: EntrySubject
  pasted: string
  kind: Kind | null
  number: string | null
  planNumber: string | null
  title: string
  /** The title was typed and no longer follows from what is pasted. */
  titleTyped: boolean
  class: StandardClass | null
  level: Level | null
  edition: Edition | null
  item: string | null
  answers: Answer[]
  stage: Stage | null
  dayText: string
  dayConfirmed: boolean
  termText: string
  units: EntryContent['units']
  tags: string[]
  /** null: not asked yet, so that what is suggested may stand. */
  project: string | null
  projectChosen: boolean
  task: number | null
  statement: TaskStatement | null
  text: string
}

export const EMPTY: Form = {
  subject: 'item',
  pasted: '',
  kind: null,
  number: null,
  planNumber: null,
  title: '',
  titleTyped: false,
  class: null,
  level: null,
  edition: null,
  item: null,
  answers: [],
  stage: null,
  dayText: '',
  dayConfirmed: false,
  termText: '',
  units: [],
  tags: [],
  project: null,
  projectChosen: false,
  task: null,
  statement: null,
  text: '',
}

/** Whether it says what it is about: before that there is no draft to keep. */
export const isNamed = ({ pasted, title, number, item, task, text }: Form) =>
  item !== null || task !== null || [pasted, title, number ?? '', text].some((one) => one.trim() !== '')

/** The form for what the server holds. */
export function formOf(content: EntryContent): Form {
  const named = content.pasted ?? [content.number ?? content.planNumber, content.title].filter(Boolean).join(' ')
  return {
    ...EMPTY,
    ...content,
    pasted: named,
    title: content.title ?? '',
    titleTyped: content.title !== null,
    dayText: content.effectiveOn ?? '',
    termText: content.termTo ?? '',
    text: content.text ?? '',
    projectChosen: content.project !== null,
  }
}

type NamedItem = Pick<ItemDetail, 'id' | 'kind' | 'class' | 'level' | 'edition' | 'number' | 'planNumber' | 'title'>

/** The form for a new stage of a known item: it is named and chosen, only what happened is still asked. */
export function formFor(item: NamedItem): Form {
  const { id, kind, number, planNumber, title, level, edition } = item
  return {
    ...EMPTY,
    ...{ kind, number, planNumber, title, level, edition },
    class: number === null ? item.class : null,
    pasted: [number ?? planNumber, title].filter(Boolean).join(' '),
    titleTyped: true,
    item: id,
  }
}

/** What the server is told: every field, with nothing that it works out by itself. */
export function bodyOf(form: Form): Required<Omit<EntryFieldsBody, 'answers'>> {
  const day = readDay(form.dayText)
  const term = readDay(form.termText)
  const isTask = form.subject === 'task'
  return {
    pasted: form.pasted.slice(0, 500) || null,
    kind: isTask ? null : form.kind,
    number: form.number,
    planNumber: form.planNumber,
    title: form.title.trim() || null,
    class: form.number === null ? form.class : null,
    level: form.level,
    edition: form.edition,
    item: form.item,
    stage: isTask ? null : form.stage,
    effectiveOn: day.ok ? day.day : null,
    dayConfirmed: form.dayConfirmed,
    termTo: term.ok ? term.day : null,
    units: form.units,
    tags: form.tags,
    project: form.project,
    task: isTask ? form.task : null,
    statement: isTask ? form.statement : null,
    text: form.text.trim() || null,
  }
}

export type Body = ReturnType<typeof bodyOf>
export type BodyKey = keyof Body
export const BODY_KEYS = Object.keys(bodyOf(EMPTY)) as BodyKey[]

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Keys in which two bodies differ. */
export const changedKeys = (was: Body, is: Body): BodyKey[] => BODY_KEYS.filter((key) => !same(was[key], is[key]))

/** The body that the server holds. */
export const bodyOfContent = (content: EntryContent): Body => bodyOf(formOf(content))

/**
 * Joins two sides that began from one: what only one side touched is taken from it; what both touched differently has
 * to be asked. `taken` are the keys that come from the other side.
 */
export function joinSides(base: Body, mine: Body, theirs: Body): { body: Body; taken: BodyKey[]; asked: BodyKey[] } {
  const byMe = changedKeys(base, mine)
  const byThem = changedKeys(base, theirs)
  const taken = byThem.filter((key) => !byMe.includes(key))
  const asked = byThem.filter((key) => byMe.includes(key) && !same(mine[key], theirs[key]))
  const body = { ...mine }
  for (const key of taken) Object.assign(body, { [key]: theirs[key] })
  return { body, taken, asked }
}

/** Puts some keys of a body into a form. */
export function withBody(form: Form, body: Body, keys: readonly BodyKey[]): Form {
  const next = { ...form }
  for (const key of keys) {
    if (key === 'effectiveOn') next.dayText = body.effectiveOn ?? ''
    else if (key === 'termTo') next.termText = body.termTo ?? ''
    else if (key === 'title') Object.assign(next, { title: body.title ?? '', titleTyped: true })
    else if (key === 'text') next.text = body.text ?? ''
    else if (key === 'pasted') next.pasted = body.pasted ?? ''
    else if (key === 'task') Object.assign(next, { task: body.task, subject: body.task === null ? 'item' : 'task' })
    else Object.assign(next, { [key]: body[key] })
  }
  return next
}

const KIND_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/试点|示范/u, 'pilot'],
  [/委员会|工作组|秘书处/u, 'organization'],
  [/平台|基地|创新中心|验证点/u, 'platform'],
]

/** The first field was typed into or pasted: number, title, kind and stage follow, as far as the text tells them. */
export function afterPaste(form: Form, pasted: string): { form: Form; read: NumberReading | null } {
  const text = pasted.trim()
  const isOther = form.kind !== null && form.kind !== 'standard'
  if (isOther)
    return { form: { ...form, pasted, ...(form.titleTyped ? {} : { title: text.slice(0, 200) }) }, read: null }
  if (text === '')
    return {
      form: { ...form, pasted, number: null, planNumber: null, ...(form.titleTyped ? {} : { title: '' }) },
      read: null,
    }
  const read = parseStandardNumber(text)
  const next: Form = { ...form, pasted, number: null, planNumber: null, dayConfirmed: false }
  if (read.ok) {
    next.kind = 'standard'
    next.number = read.canonical
    next.class = null
    if (!form.titleTyped) next.title = (read.title ?? '').slice(0, 200)
    // A number with a year is given when the standard is issued.
    if (read.dated && form.stage === null) next.stage = ladderOf('standard', read.class).at(-1) ?? null
    if (form.item !== null && form.number !== read.canonical) next.item = null
    return { form: next, read }
  }
  if (read.reason === 'plan-number') {
    const plan = parsePlanNumber(text)
    next.kind = 'standard'
    next.planNumber = plan?.canonical ?? read.found
    if (!form.titleTyped)
      next.title = text
        .replace(read.found ?? '', '')
        .replace(/[《》]/gu, '')
        .trim()
        .slice(0, 200)
    return { form: next, read }
  }
  if (read.reason === 'committee') {
    const number = /(?:SAC|ISO|IEC|ISO\/IEC)\s*\/?\s*(?:TC|SC|SWG|JTC)[\s\d/A-Z]*\d/i.exec(text)?.[0]?.trim()
    next.kind = 'organization'
    next.number = number ?? null
    if (!form.titleTyped)
      next.title = text
        .replace(number ?? '', '')
        .replace(/[《》]/gu, '')
        .trim()
        .slice(0, 200)
    return { form: next, read: null }
  }
  if (read.reason === 'no-number') {
    const kind = KIND_WORDS.find(([word]) => word.test(text))?.[1]
    if (kind !== undefined && form.kind === null) next.kind = kind
    if (!form.titleTyped) next.title = text.replace(/[《》]/gu, '').slice(0, 200)
    return { form: next, read: null }
  }
  return { form: next, read }
}

/** The project of the plan that a title names, the longest name first; null for none. */
export function suggestProject(plan: Plan, title: string): string | null {
  const text = plainTitle(title)
  const named = plan.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .filter((project) => text.includes(plainTitle(project.name)))
    .sort((a, b) => b.name.length - a.name.length)[0]
  return named?.code ?? null
}

/** The field of the form that a key of the body is shown in. */
export const fieldOfKey = (key: BodyKey): EntryField | 'pasted' | 'dayConfirmed' => key
