/**
 * What the ledger knows of a row: the item that it means, what speaks against it, whether it says anything new, and what
 * it would count for. Reads only; runs in the worker over a snapshot, and for a mended row in the server.
 */
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { counter, department, entry, item, plan, target, task } from '../../db/schema.ts'
import type { EntryField, ImportVerdict, Stage } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { type Claim, faultsOf } from '../entries/completeness.ts'
import { wordFault } from '../entries/fault-words.ts'
import { identify } from '../entries/identity.ts'
import { findItemOf } from '../entries/items.ts'
import { knownItem, type Sight, speakingFor, stepsOf } from '../entries/known.ts'
import { findNear } from '../entries/near.ts'
import { missingEvidence } from '../entries/required-evidence.ts'
import { mayReport } from '../entries/workflow.ts'
import { counts, type Facts, verdictOn } from '../items/counting.ts'
import { getPlanRules } from '../items/credits.ts'
import { ruleInForce } from '../items/derive.ts'
import { periodWorkedOn } from '../periods/own-period.ts'
import { mayHandIn } from '../periods/returns.ts'
import { refusalWords } from '../periods/words.ts'
import type { Wording } from '../problem.ts'
import { parseStandardNumber } from '../standards/number.ts'
import type { ImportField } from './headings.ts'
import type { CellFault, Said, Understood } from './understand.ts'

/** For whom a table is read. */
export type ImportFor = { planId: number; departmentId: number; person: Person; today: string }

/** An item of the ledger as a row's question names it. */
export type NearItem = { id: string; number: string | null; title: string; stage: Stage | null }

/** All that the page shows of a row beside its cells. */
export type Found = {
  said: Said
  faults: CellFault[]
  notes: Wording[]
  /** Uid of the item that it means, where the ledger knows it. */
  item: string | null
  /** Where that item stands now. */
  stageNow: Stage | null
  near: NearItem[]
  /** Codes of the targets that it would count for. */
  targets: string[]
  /** It needs evidence before it can be submitted. */
  lacksEvidence: boolean
  /** Why it is left out or the same, in words. */
  because: Wording | null
}
/** `key` is equal for rows of a file that say the same. */
export type Settled = { verdict: ImportVerdict; departmentId: number; key: string; found: Found }

/** That a row says what an earlier one says. */
export const twiceOf = (row: number): Wording => ({
  zh: `与第${row}行相同，不导入`,
  en: `The same as row ${row}; not imported`,
})

/** The answers of a person to what was asked of a row. */
export type RowAnswers = { leftOut?: boolean | undefined; near?: 'other' | string | undefined; dayConfirmed?: boolean }

const FIELDS: Partial<Record<EntryField, ImportField>> = {
  kind: 'kind',
  number: 'number',
  title: 'title',
  class: 'class',
  level: 'level',
  stage: 'stage',
  effectiveOn: 'day',
  termTo: 'termTo',
  units: 'units',
  item: 'item',
  task: 'task',
  statement: 'statement',
  text: 'text',
}

/** Settles the rows of one file in their order; remembers what came before, so that a row that says it again is told. */
export class Settler {
  readonly #db: Read
  readonly #for: ImportFor
  readonly #before = new Map<string, number>()
  readonly #departments: Map<string, { id: number; name: string }>
  readonly #rules: ReturnType<typeof getPlanRules>
  /** Codes of the targets by their counters. */
  readonly #targets: Map<number, string>
  constructor(db: Read, importFor: ImportFor) {
    this.#db = db
    this.#for = importFor
    this.#departments = new Map(
      db
        .select({ id: department.id, code: department.code, name: department.name })
        .from(department)
        .orderBy(asc(department.id))
        .all()
        .map(({ code, id, name }) => [code, { id, name }]),
    )
    this.#rules = getPlanRules(db, importFor.planId)
    this.#targets = new Map(
      db
        .select({ id: counter.id, code: target.code })
        .from(counter)
        .innerJoin(target, eq(target.id, counter.targetId))
        .where(and(eq(counter.planId, importFor.planId), eq(counter.purpose, 'target')))
        .orderBy(asc(counter.id))
        .all()
        .map(({ id, code }) => [id, code]),
    )
  }

  settle(row: number, { said, faults, notes }: Understood, answers: RowAnswers = {}): Settled {
    const found: Found = {
      ...{ said, faults: [...faults], notes, item: null, stageNow: null, near: [], targets: [] },
      ...{ lacksEvidence: false, because: null },
    }
    const departmentId = this.#departmentOf(said)
    let key = ''
    const done = (verdict: ImportVerdict, because: Wording | null = null): Settled => ({
      verdict,
      key,
      departmentId: departmentId ?? this.#for.departmentId,
      found: { ...found, because },
    })
    if (answers.leftOut) return done('left-out', LEFT_OUT)
    if (departmentId === null && said.departments.length > 0) return done('left-out', this.#others(said))
    const home = departmentId ?? this.#for.departmentId
    const noZero = said.kind === 'zero' && found.faults.length === 0 ? this.#noZero(home) : null
    if (noZero) return done('left-out', noZero)
    const sight: Sight = { planId: this.#for.planId, departmentId: home, entryId: null }
    const isSame =
      said.kind === 'zero'
        ? false
        : said.kind === 'task'
          ? this.#task(said, home, found)
          : this.#item(said, home, sight, found, answers)
    if (found.faults.length > 0) return done('fault')
    key = said.kind === 'task' ? `${said.task} ${said.day} ${home}` : `${this.#key(said, found)} ${said.stage} ${home}`
    const first = this.#before.get(key)
    if (first !== undefined && first !== row) return done('twice', twiceOf(first))
    this.#before.set(key, row)
    if (isSame) return done('same', SAME)
    if (found.near.length > 0) return done('ask')
    return done('ready')
  }

  /** The row's department, as far as the person may report for it; null where the row is others'. */
  #departmentOf(said: Said): number | null {
    const named = said.departments.flatMap((code) => this.#departments.get(code)?.id ?? [])
    if (named.length === 0 || named.includes(this.#for.departmentId)) return this.#for.departmentId
    return named.find((one) => mayReport(this.#for.person, one)) ?? null
  }

  #others(said: Said): Wording {
    const names = said.departments.map((code) => this.#departments.get(code)?.name ?? code).join('、')
    return { zh: `这一行是${names}的，不导入`, en: `This row is of ${names}; it is not imported` }
  }

  /** Why a zero report cannot be handed in now; null where it can. The same rule as on the desk. */
  #noZero(departmentId: number): Wording | null {
    const { planId, today } = this.#for
    const of = this.#db.select().from(plan).where(eq(plan.id, planId)).get()
    const home = this.#db.select().from(department).where(eq(department.id, departmentId)).get()
    const own = of && home && periodWorkedOn(this.#db, of, home, today)
    if (!own) return { zh: '方案没有报送期，不用交零报告', en: 'The plan has no reporting period' }
    const verdict = mayHandIn('zero', own.facts, true)
    if (verdict.allowed) return null
    const { entries, returned, underWay } = own.facts
    return refusalWords(verdict.because, {
      ...{ period: own.period, entries, returned, underWay, lock: own.period.lock },
    })
  }

  #task(said: Said, home: number, found: Found): boolean {
    const claim = claimOf(said, false)
    this.#judge(claim, found, { itemClass: null, reached: [] })
    if (said.task === null || said.day === null) return false
    const known = this.#db
      .select({ id: entry.id })
      .from(entry)
      .innerJoin(task, eq(task.id, entry.taskId))
      .where(
        and(
          eq(task.planId, this.#for.planId),
          eq(task.number, said.task),
          eq(entry.departmentId, home),
          eq(entry.effectiveOn, said.day),
          eq(entry.text, said.text ?? ''),
          inArray(entry.state, [...LIVING]),
        ),
      )
      .get()
    return known !== undefined
  }

  #item(said: Said, home: number, sight: Sight, found: Found, answers: RowAnswers): boolean {
    if (said.kind === 'task' || said.kind === 'zero') return false
    const named = { ...said, kind: said.kind }
    const identity = identify(named)
    const chosen = answers.near !== undefined && answers.near !== 'other' ? answers.near : said.item
    const known =
      chosen !== null && chosen !== undefined
        ? this.#db.select().from(item).where(eq(item.uid, chosen)).get()
        : identity === null
          ? undefined
          : findItemOf(this.#db, said.kind, identity)
    if (said.item !== null && known?.kind !== said.kind)
      found.faults.push({
        field: 'item',
        message: { zh: '台账里没有这个成果编号，可以清空', en: 'The ledger has no such id; it may be left empty' },
        suggest: '',
      })
    const steps = known ? stepsOf(speakingFor(this.#db, known.id, sight, null)) : []
    if (known && steps.length > 0) {
      found.item = known.uid
      found.stageNow = knownItem(this.#db, known.id, sight)?.stage ?? null
    }
    // What the ledger says of itself is nothing new, whichever department's entry it comes from, and is not judged again.
    const isLedger = said.item !== null && steps.some((step) => step.stage === said.stage && step.on === said.day)
    if (known && (isLedger || this.#isSaid(known.id, home, said))) {
      found.faults = []
      return true
    }
    this.#judge(claimOf(said, answers.dayConfirmed === true), found, {
      itemClass: known?.class ?? null,
      reached: steps,
    })
    if (known === undefined && answers.near === undefined)
      found.near = findNear(this.#db, { ...named, itemId: null }, sight).flatMap((one): NearItem[] => {
        const near = knownItem(this.#db, one.itemId, sight)
        return near ? [{ id: near.id, number: near.number, title: near.title, stage: near.stage }] : []
      })
    found.targets = this.#targetsOf(said, known?.class ?? null, steps)
    found.lacksEvidence = said.stage !== null && missingEvidence(said.kind, said.stage, []).length > 0
    return false
  }

  /** The same stage on the same day, said by the same department, wherever that entry is on its way. */
  #isSaid(itemId: number, home: number, said: Said): boolean {
    if (said.stage === null || said.day === null) return false
    const known = this.#db
      .select({ id: entry.id })
      .from(entry)
      .where(
        and(
          eq(entry.itemId, itemId),
          eq(entry.planId, this.#for.planId),
          eq(entry.departmentId, home),
          eq(entry.stage, said.stage),
          eq(entry.effectiveOn, said.day),
          inArray(entry.state, [...LIVING]),
        ),
      )
      .get()
    return known !== undefined
  }

  /** What a submission would lack, evidence apart: that is added to the draft. A cell that is already marked stays so. */
  #judge(claim: Claim, found: Found, known: Pick<Parameters<typeof faultsOf>[1], 'itemClass' | 'reached'>): void {
    const marked = new Set(found.faults.map((one) => one.field))
    const rest = { evidence: [], unanswered: 0, withoutDifference: 0, nothingCorrected: false, today: this.#for.today }
    for (const fault of faultsOf(claim, { ...known, ...rest })) {
      const field = FIELDS[fault.field]
      if (fault.code === 'no-evidence' || field === undefined || marked.has(field)) continue
      // The class follows where the number is mended, the day's stage where the stage is.
      if (fault.field === 'class' && marked.has('number')) continue
      found.faults.push({
        field,
        message: wordFault(fault),
        ...(fault.code === 'day-not-number-year' ? { confirm: true } : {}),
      })
    }
  }

  #key(said: Said, found: Found): string {
    if (found.item !== null) return found.item
    const named = said.kind === 'task' || said.kind === 'zero' ? null : identify({ ...said, kind: said.kind })
    return named?.key ?? `${said.kind} ${said.number} ${said.title}`
  }

  #targetsOf(said: Said, itemClass: Facts['class'], steps: readonly { stage: Stage; on: string }[]): string[] {
    const { kind, stage, day } = said
    if (kind === 'task' || kind === 'zero' || stage === null || day === null) return []
    const read = kind === 'standard' && said.number !== null ? parseStandardNumber(said.number) : null
    const roles = said.units.map((one) => one.role)
    const facts: Facts = {
      kind,
      class: (read?.ok ? read.class : null) ?? itemClass ?? said.class,
      level: said.level,
      edition: said.edition,
      tags: said.tags,
      unitRole: roles.includes('lead') ? 'lead' : roles.includes('participant') ? 'participant' : null,
      reached: [...steps.filter((step) => step.stage !== stage), { stage, on: day }],
      terms: stage === 'established' ? [{ from: day, to: said.termTo }] : [],
    }
    const { today } = this.#for
    return this.#rules.counters.flatMap((own) => {
      const code = own.purpose === 'target' ? this.#targets.get(own.id) : undefined
      if (code === undefined) return []
      const verdict = counts(ruleInForce(own, today), own.measure, own.window, facts)
      return verdictOn(verdict, own.window, today).counts ? [code] : []
    })
  }
}

const LIVING = ['draft', 'awaiting-sign', 'in-review', 'recognised', 'returned'] as const
const LEFT_OUT: Wording = { zh: '不导入', en: 'Not imported' }
const SAME: Wording = { zh: '已经报过，没有变化', en: 'Reported already, nothing new' }
/** What an entry would claim, were the row written as it is. */
function claimOf(said: Said, dayConfirmed: boolean): Claim {
  const { kind, number, planNumber, title, level, stage, termTo, units, task: number_, statement, text } = said
  return {
    subject: kind === 'task' ? 'task' : 'item',
    kind: kind === 'task' || kind === 'zero' ? null : kind,
    ...{ number, planNumber, title, class: said.class, level, stage, effectiveOn: said.day, dayConfirmed },
    ...{ termTo, units, task: number_, statement, text },
  }
}
