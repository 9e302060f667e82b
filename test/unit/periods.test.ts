import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RETURN_MARKS, RETURN_STATES, URGE_COLOURS } from '../../db/words.ts'
import { currentOf, daysLater, quarterCodeOf, quartersOf, workedOn } from '../../server/periods/quarters.ts'
import { type HandInFacts, markFor, mayHandIn, ratesOf, returnState } from '../../server/periods/returns.ts'
import { byUrgency, colourOn, daysLate, slipState } from '../../server/periods/slips.ts'

const LIXIA = quartersOf('2023-11-13', '2025-12-31')
const q3 = LIXIA.find((one) => one.code === '2025-q3') ?? LIXIA[0]
if (q3 === undefined) throw new Error('no quarters')
const always = { existsFrom: null, existsTo: null }
const day = fc
  .integer({ min: 0, max: 1500 })
  .map((offset) => new Date(Date.UTC(2023, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10))

describe('quarters of a plan', () => {
  it('are every calendar quarter that it touches', () => {
    expect(LIXIA.map((one) => one.code)).toEqual([
      ...['2023-q4', '2024-q1', '2024-q2', '2024-q3', '2024-q4'],
      ...['2025-q1', '2025-q2', '2025-q3', '2025-q4'],
    ])
  })
  it('open 10 days before they end and are due 10 days after', () => {
    expect(q3).toEqual({
      ...{ code: '2025-q3', year: 2025, quarter: 3, startsOn: '2025-07-01', endsOn: '2025-09-30' },
      ...{ opensOn: '2025-09-20', dueOn: '2025-10-10' },
    })
  })
  it('follow each other without a gap, so that every day of the plan lies in exactly one', () => {
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const [from = a, on = b, to = c] = [a, b, c].sort()
        const quarters = quartersOf(from, to)
        for (const [place, one] of quarters.entries()) {
          const next = quarters[place + 1]
          if (next) expect(next.startsOn).toBe(daysLater(one.endsOn, 1))
        }
        const holding = quarters.filter((one) => one.startsOn <= on && on <= one.endsOn)
        expect(holding.map((one) => one.code)).toEqual([quarterCodeOf(on)])
      }),
    )
  })
  it.each([
    ['2023-11-13', '2023-q4'],
    ['2025-09-19', '2025-q2'],
    ['2025-09-20', '2025-q3'],
    ['2025-10-20', '2025-q3'],
    ['2026-05-01', '2025-q4'],
  ])('on %s people speak of %s', (today, code) => {
    expect(currentOf(LIXIA, today)?.code).toBe(code)
  })
  it('a department works on the current one until it is settled, then on the quarter of the day', () => {
    expect(workedOn(LIXIA, '2025-10-05', () => false)?.code).toBe('2025-q3')
    expect(workedOn(LIXIA, '2025-10-05', () => true)?.code).toBe('2025-q4')
    expect(workedOn(LIXIA, '2025-09-25', () => true)?.code).toBe('2025-q3')
    expect(workedOn(LIXIA, '2026-02-01', () => true)?.code).toBe('2025-q4')
  })
})

describe('state of a return', () => {
  const entries = (on: string, withdrawnOn: string | null = null) => ({ on, mark: 'entries' as const, withdrawnOn })
  const zero = (on: string) => ({ on, mark: 'zero' as const, withdrawnOn: null })
  it.each([
    ['nothing by the due day itself', [], '2025-10-10', 'not-due'],
    ['nothing the day after', [], '2025-10-11', 'silent'],
    ['entries on the due day', [entries('2025-10-10')], '2025-12-01', 'handed-in'],
    ['no change on the due day', [{ ...zero('2025-10-10'), mark: 'no-change' as const }], '2025-12-01', 'handed-in'],
    ['a zero report in time', [zero('2025-10-08')], '2025-12-01', 'zero'],
    ['the day after the due day', [entries('2025-10-11')], '2025-12-01', 'late'],
    ['a zero report too late', [zero('2025-10-20')], '2025-12-01', 'late'],
    ['in time, and added to later', [zero('2025-10-08'), entries('2025-10-20')], '2025-12-01', 'handed-in'],
    ['withdrawn before the due day', [entries('2025-10-08', '2025-10-09')], '2025-10-09', 'not-due'],
    ['withdrawn and not handed in again', [entries('2025-10-08', '2025-10-09')], '2025-12-01', 'silent'],
    ['withdrawn, as it stood before', [entries('2025-10-08', '2025-10-20')], '2025-10-19', 'handed-in'],
    [
      'withdrawn and handed in again too late',
      [entries('2025-10-08', '2025-10-09'), zero('2025-10-11')],
      '2025-12-01',
      'late',
    ],
    ['what is handed in tomorrow is not known today', [entries('2025-10-12')], '2025-10-11', 'silent'],
  ] as const)('%s', (_, handIns, today, state) => {
    expect(returnState(q3, always, handIns, today)).toBe(state)
  })
  it('is not counted for a department that did not exist when the quarter ended', () => {
    expect(returnState(q3, { existsFrom: '2025-10-01', existsTo: null }, [], '2025-12-01')).toBe('not-counted')
    expect(returnState(q3, { existsFrom: null, existsTo: '2025-08-31' }, [], '2025-12-01')).toBe('not-counted')
    expect(returnState(q3, { existsFrom: '2025-09-30', existsTo: null }, [], '2025-12-01')).toBe('silent')
  })
  it('is one of the words whatever was handed in, and lateness never heals', () => {
    const handIns = fc.array(
      fc.record({ on: day, mark: fc.constantFrom(...RETURN_MARKS), withdrawnOn: fc.constant(null) }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(handIns, day, day, (all, a, b) => {
        const [early = a, late = b] = [a, b].sort()
        const before = returnState(q3, always, all, early)
        expect(RETURN_STATES).toContain(before)
        if (before === 'late') expect(returnState(q3, always, all, late)).toBe('late')
        if (before === 'handed-in' || before === 'zero')
          expect(['handed-in', 'zero']).toContain(returnState(q3, always, all, late))
      }),
    )
  })
})

describe('rates', () => {
  it('leave out what is not due and who did not exist', () => {
    expect(ratesOf(['handed-in', 'zero', 'late', 'silent', 'not-due', 'not-counted'])).toEqual({
      owed: 4,
      handedIn: 3,
      onTime: 2,
    })
  })
  it('never claim more in time than handed in, nor more handed in than owed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RETURN_STATES)), (states) => {
        const { owed, handedIn, onTime } = ratesOf(states)
        expect(onTime).toBeLessThanOrEqual(handedIn)
        expect(handedIn).toBeLessThanOrEqual(owed)
      }),
    )
  })
})

describe('handing in', () => {
  const facts: HandInFacts = {
    today: '2025-10-09',
    period: q3,
    department: always,
    ...{ locked: false, reopenedUntil: null, handIns: 0, returned: 0 },
    ...{ entries: 0, newEntries: 0, noChanges: 0, newNoChanges: 0, underWay: 0 },
  }
  it.each([
    ['entries', 'entries', { entries: 3, newEntries: 3 }, null],
    ['entries, though there are none', 'entries', {}, 'no-entries'],
    ['a zero report', 'zero', {}, null],
    ['a zero report, though entries exist', 'zero', { entries: 3 }, 'has-entries'],
    ['a zero report, though an entry came back', 'zero', { returned: 1 }, 'has-entries'],
    ['a zero report without looking at what is under way', 'zero', { underWay: 4 }, 'not-checked'],
    ['no change on what is under way', 'no-change', { noChanges: 2, newNoChanges: 2 }, null],
    ['no change, though none was stated', 'no-change', {}, 'no-statements'],
    ['no change, though entries exist', 'no-change', { noChanges: 2, entries: 1 }, 'has-entries'],
    ['after the due day, late', 'zero', { today: '2025-11-01' }, null],
    ['before the period opens', 'zero', { today: '2025-09-19' }, 'not-open'],
    ['into a locked period', 'zero', { locked: true }, 'locked'],
    ['into one reopened to this day', 'zero', { locked: true, reopenedUntil: '2025-10-09' }, null],
    ['into one whose reopening is over', 'zero', { locked: true, reopenedUntil: '2025-10-08' }, 'locked'],
    ['the same again', 'entries', { entries: 3, newEntries: 0, handIns: 1 }, 'nothing-new'],
    ['one more', 'entries', { entries: 4, newEntries: 1, handIns: 1 }, null],
    ['zero twice', 'zero', { handIns: 1 }, 'nothing-new'],
  ] as const)('%s', (_, mark, more, because) => {
    const verdict = mayHandIn(mark, { ...facts, ...more }, false)
    expect(verdict).toEqual(because === null ? { allowed: true } : { allowed: false, because })
  })
  it('zero with what is under way looked at', () => {
    expect(mayHandIn('zero', { ...facts, underWay: 4 }, true)).toEqual({ allowed: true })
  })
  it('is refused to a department that did not exist', () => {
    const department = { existsFrom: '2025-10-01', existsTo: null }
    expect(mayHandIn('zero', { ...facts, department }, true)).toEqual({ allowed: false, because: 'did-not-exist' })
  })
  it('has one fitting way for everything that can lie there', () => {
    const count = fc.integer({ min: 0, max: 3 })
    fc.assert(
      fc.property(count, count, count, (entries, noChanges, underWay) => {
        const there = { ...facts, entries, newEntries: entries, noChanges, newNoChanges: noChanges, underWay }
        const allowed = RETURN_MARKS.filter((mark) => mayHandIn(mark, there, true).allowed)
        expect(allowed).toContain(markFor(there))
      }),
    )
  })
})

describe('urge slips', () => {
  const slip = { colour: 'blue' as const, answerBy: '2025-10-13', answeredOn: null, closedOn: null }
  it.each([
    ['2025-10-13', 'blue', 0],
    ['2025-10-14', 'orange', 1],
    ['2025-10-20', 'orange', 7],
    ['2025-10-21', 'red', 8],
  ] as const)('unanswered on %s it is %s', (today, colour, late) => {
    expect(colourOn(slip, today)).toBe(colour)
    expect(daysLate(slip, today)).toBe(late)
  })
  it('an answer stops the clock, also one that came late', () => {
    expect(colourOn({ ...slip, answeredOn: '2025-10-13' }, '2025-12-01')).toBe('blue')
    expect(colourOn({ ...slip, answeredOn: '2025-10-15' }, '2025-12-01')).toBe('orange')
    expect(colourOn({ ...slip, closedOn: '2025-10-12' }, '2025-12-01')).toBe('blue')
  })
  it('goes from open to answered to closed', () => {
    expect(slipState(slip, '2025-10-20')).toBe('open')
    expect(slipState({ ...slip, answeredOn: '2025-10-12' }, '2025-10-20')).toBe('answered')
    expect(slipState({ ...slip, answeredOn: '2025-10-12', closedOn: '2025-10-14' }, '2025-10-20')).toBe('closed')
    expect(slipState({ ...slip, answeredOn: '2025-10-12', closedOn: '2025-10-14' }, '2025-10-13')).toBe('answered')
  })
  it('never lose colour as days pass', () => {
    fc.assert(
      fc.property(fc.constantFrom(...URGE_COLOURS), day, fc.option(day), day, day, (colour, due, answered, a, b) => {
        const one = { colour, answerBy: due, answeredOn: answered, closedOn: null }
        const [early = a, late = b] = [a, b].sort()
        const rank = (on: string) => URGE_COLOURS.indexOf(colourOn(one, on))
        expect(rank(late)).toBeGreaterThanOrEqual(rank(early))
        expect(rank(early)).toBeGreaterThanOrEqual(URGE_COLOURS.indexOf(colour))
      }),
    )
  })
  it('are listed by colour in force, then by day', () => {
    const list = [
      { ...slip, answerBy: '2025-10-20' },
      { ...slip, answerBy: '2025-10-18', colour: 'orange' as const },
      { ...slip, answerBy: '2025-10-01' },
      { ...slip, answerBy: '2025-10-17' },
    ]
    expect(list.sort(byUrgency('2025-10-15')).map((one) => one.answerBy)).toEqual([
      ...['2025-10-01', '2025-10-18', '2025-10-17', '2025-10-20'],
    ])
  })
})
