/** What an entry lacks before it can leave the department, and which evidence it needs. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENTRY_FAULTS, EVIDENCE_KINDS, KINDS } from '../../db/words.ts'
import { type Claim, faultsOf, type Known } from '../../server/entries/completeness.ts'
import { wordFault } from '../../server/entries/fault-words.ts'
import { missingEvidence, requiredEvidence } from '../../server/entries/required-evidence.ts'
import { ALIKE, piecesOf, plainTitle, similarity } from '../../server/entries/similarity.ts'
import { endStagesOf, ladderOf } from '../../server/standards/stages.ts'

const whole: Claim = {
  subject: 'item',
  kind: 'standard',
  number: 'DB37/T 9412-2025',
  planNumber: null,
  title: '医院无陪护服务规范',
  class: null,
  level: null,
  stage: 'issued',
  effectiveOn: '2025-05-29',
  dayConfirmed: false,
  termTo: null,
  units: [{ name: '泉城明湖医院', role: 'participant' }],
  task: null,
  statement: null,
  text: null,
}
const known: Known = {
  today: '2025-06-30',
  itemClass: null,
  reached: [],
  evidence: ['cover', 'issue-notice'],
  unanswered: 0,
  withoutDifference: 0,
  nothingCorrected: false,
}
const codes = (claim: Partial<Claim>, more: Partial<Known> = {}) =>
  faultsOf({ ...whole, ...claim }, { ...known, ...more }).map((one) => one.code)

describe('an entry that can be submitted', () => {
  it('lacks nothing', () => {
    expect(codes({})).toEqual([])
  })
  it.each([
    ['no-day', { effectiveOn: null }],
    ['day-ahead', { effectiveOn: '2025-07-01' }],
    ['day-not-number-year', { effectiveOn: '2024-12-31' }],
    ['no-unit', { units: [] }],
    ['no-unit-role', { units: [{ name: '泉城明湖医院', role: null }] }],
    ['short-title', { title: '医' }],
    ['no-year', { number: 'DB37/T 9412' }],
  ] as [string, Partial<Claim>][])('else says %s', (code, claim) => {
    expect(codes(claim)).toEqual([code])
  })
  it('takes another year than the number once the cover was looked at', () => {
    expect(codes({ effectiveOn: '2024-12-31', dayConfirmed: true })).toEqual([])
  })
  it('asks for the class of a standard without a number, and for the level of a pilot', () => {
    expect(codes({ number: null, planNumber: 'P-1', stage: 'planned' }, { evidence: ['approval-document'] })).toEqual([
      'no-class',
    ])
    expect(codes({ kind: 'pilot', number: null, stage: 'approved' }, { evidence: ['approval-document'] })).toEqual([
      'no-level',
    ])
  })
  it('waits for the answer to a near duplicate, and for the difference in words', () => {
    expect(codes({}, { unanswered: 1 })).toEqual(['unanswered'])
    expect(codes({}, { withoutDifference: 1 })).toEqual(['no-difference'])
  })
})

describe('the ladder', () => {
  it('is not climbed down', () => {
    expect(
      codes({ stage: 'drafting' }, { reached: [{ stage: 'examination', on: '2025-04-10' }], evidence: ['other'] }),
    ).toContain('stage-back')
  })
  it('is not climbed faster than time', () => {
    expect(codes({}, { reached: [{ stage: 'examination', on: '2025-06-10' }] })).toEqual(['day-before-stage'])
  })
  it('lets a second department say that the same rung was reached', () => {
    expect(codes({}, { reached: [{ stage: 'issued', on: '2025-05-29' }] })).toEqual([])
  })
  it('may end at any height, but not before it was reached', () => {
    expect(
      codes({ stage: 'withdrawn', effectiveOn: '2025-06-01' }, { reached: [{ stage: 'issued', on: '2025-05-29' }] }),
    ).toEqual([])
    expect(
      codes({ stage: 'withdrawn', effectiveOn: '2025-05-01' }, { reached: [{ stage: 'issued', on: '2025-05-29' }] }),
    ).toEqual(['day-before-stage'])
  })
})

describe('the evidence', () => {
  it('is asked for at every stage of every kind', () => {
    for (const kind of KINDS)
      for (const stage of [...ladderOf(kind, null), ...endStagesOf(kind)])
        expect(requiredEvidence(kind, stage).length, `${kind} ${stage}`).toBeGreaterThan(0)
  })
  it('never lacks more as more of it comes in', () => {
    fc.assert(
      fc.property(fc.subarray([...EVIDENCE_KINDS]), fc.constantFrom(...EVIDENCE_KINDS), (some, more) => {
        const before = missingEvidence('standard', 'issued', some).length
        expect(missingEvidence('standard', 'issued', [...some, more]).length).toBeLessThanOrEqual(before)
      }),
    )
  })
})

describe('the words', () => {
  it('say every fault in both languages', () => {
    for (const code of ENTRY_FAULTS) {
      const { zh, en } = wordFault({
        code,
        params: {
          stage: 'issued',
          from: 'issued',
          to: 'planned',
          evidence: 'cover',
          on: '2025-01-01',
          year: 2025,
          dayYear: 2024,
          length: 3,
        },
      })
      expect(zh).toMatch(/[\u4e00-\u9fff]/)
      expect(en).toMatch(/^[A-Z]/)
      expect(`${zh}${en}`).not.toMatch(/undefined|！|您/)
    }
  })
})

describe('alike titles', () => {
  it('are alike whatever stands between the characters', () => {
    expect(similarity('医院无陪护服务规范', '《医院 无陪护服务规范》')).toBe(1)
    expect(similarity('城镇老年人照料服务标准化试点', '城镇老年照料服务标准化试点')).toBeGreaterThan(ALIKE)
  })
  it('are not alike where a number tells them apart', () => {
    expect(similarity('医院服务规范 第1部分', '医院服务规范 第2部分')).toBe(0)
    expect(similarity('医院服务规范 第一部分', '医院服务规范 第二部分')).toBe(0)
  })
  it('likeness is the same from both sides, between 0 and 1', () => {
    const title = fc.string({ unit: fc.constantFrom(...'医院服务规范管理要求试点ab12'), maxLength: 20 })
    fc.assert(
      fc.property(title, title, (one, other) => {
        const likeness = similarity(one, other)
        expect(likeness).toBe(similarity(other, one))
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        if (plainTitle(one) !== '' && plainTitle(one) === plainTitle(other)) expect(likeness).toBe(1)
      }),
    )
  })
  it('an alike title holds one of the pieces whole when one place of it was changed', () => {
    const title = [...'公共卫生应急物资储备管理规范']
    for (const place of title.keys()) {
      const changed = title.with(place, '某').join('')
      expect(piecesOf(title.join('')).some((piece) => changed.includes(piece))).toBe(true)
    }
  })
})
