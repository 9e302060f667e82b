import { describe, expect, it } from 'vitest'
import type { EntryDetail } from '../../server/entries/contract.ts'
import { blockingDoubts, claimLines, joinedEffect, joining } from '../../web/review/claim.ts'
import { keptOrder, nextAfter, runBetween } from '../../web/review/order.ts'

const CONTENT: EntryDetail['content'] = {
  ...{ subject: 'item', pasted: null, kind: 'standard', number: 'DB37/T 9412-2025', planNumber: null, class: null },
  ...{ title: '医院无陪护服务规范 第1部分：通则', level: null, edition: null, item: null, stage: 'issued' },
  ...{ effectiveOn: '2025-08-29', dayConfirmed: false, termTo: null, tags: [], project: null },
  ...{ task: null, statement: null, text: null, units: [{ name: '明湖医院', code: null, role: 'participant' }] },
}
const claim = (more: Partial<EntryDetail['content']> = {}) => ({
  content: { ...CONTENT, ...more },
  item: null,
  department: 'wjj',
})

describe('the lines of a claim', () => {
  it('of a standard follow cover and foreword, one a figure key', () => {
    const labels = claimLines(claim(), ['cover']).map((line) => line.label)
    expect(labels).toEqual(['number', 'title', 'day', 'stage', 'units', 'unitRole', 'belongs', 'evidence'])
  })
  it('say what evidence is missing for kind and stage', () => {
    expect(claimLines(claim(), ['cover']).at(-1)?.value).toMatchObject({ count: 1, missing: ['issue-notice'] })
    expect(claimLines(claim(), ['cover', 'issue-notice']).at(-1)?.value).toMatchObject({ missing: [] })
  })
  it('are never more than the figure keys, whatever is claimed', () => {
    for (const kind of ['standard', 'pilot', 'organization', 'platform', 'enterprise'] as const)
      expect(claimLines(claim({ kind, level: 'provincial' }), []).length).toBeLessThanOrEqual(8)
    const task = claim({ subject: 'task', kind: null, task: 3, statement: 'under-way', text: '已完成初稿' })
    expect(claimLines(task, []).map((line) => line.label)).toEqual(['task', 'statement', 'day', 'text', 'evidence'])
  })
  it('look for a title also by its last part, which a cover sets on a line of its own', () => {
    expect(claimLines(claim(), [])[1]?.find).toEqual(['医院无陪护服务规范 第1部分：通则', '第1部分：通则'])
  })
})

describe('doubts that hold a claim up', () => {
  type Doubt = EntryDetail['doubts'][number]
  const doubt = (state: 'recognised' | 'in-review', verdict: Doubt['verdict'] = null) =>
    ({ verdict, entry: null, item: { departments: [{ department: 'gxj', state, on: null }] } }) as unknown as Doubt
  it('are those against something recognised, until they are settled', () => {
    const held = (...doubts: Doubt[]) => blockingDoubts({ doubts }).length
    expect(held(doubt('recognised'))).toBe(1)
    expect(held(doubt('in-review'))).toBe(0)
    expect(held(doubt('recognised', 'different'))).toBe(0)
  })
})

describe('joining a claim to an item of the ledger', () => {
  const item = (more: object) =>
    ({
      class: null,
      stage: 'established',
      number: null,
      departments: [{ department: 'wjj' }],
      ...more,
    }) as unknown as Parameters<typeof joining>[2]
  it('tells neither a stage nor a number nor a second department where there is none', () => {
    const said = { kind: 'organization', stage: 'established', number: null } as const
    expect(joining('wjj', said, item({}))).toEqual({ stage: null, number: null, departments: 1 })
  })
  it('tells the stage that it moves on to, the number that it gains, and how many report it', () => {
    const said = { kind: 'standard', stage: 'issued', number: 'DB37/T 9412-2025' } as const
    const planned = item({ stage: 'planned', departments: [{ department: 'kjj' }] })
    expect(joining('wjj', said, planned)).toEqual({ stage: 'issued', number: 'DB37/T 9412-2025', departments: 2 })
    const issued = item({ stage: 'issued', number: 'DB37/T 9412-2025' })
    expect(joining('wjj', { ...said, stage: 'planned' }, issued)).toMatchObject({ stage: null, number: null })
  })
})

describe('the effect of several', () => {
  const one = (id: string, itemId: string, after: number) =>
    ({ id, itemId, targets: [{ target: 'a', district: { now: 10, after } }] }) as unknown as EntryDetail
  it('adds up over items, and counts two departments’ claims on one item once', () => {
    expect(joinedEffect([one('1', 'x', 11), one('2', 'y', 11)])).toEqual([{ target: 'a', now: 10, after: 12 }])
    expect(joinedEffect([one('1', 'x', 11), one('2', 'x', 11)])).toEqual([{ target: 'a', now: 10, after: 11 }])
    expect(joinedEffect([one('1', 'x', 9), one('2', 'y', 11)])).toEqual([{ target: 'a', now: 10, after: 10 }])
  })
})

describe('the order of the queue', () => {
  it('never moves what is there; what is new stands below', () => {
    expect(keptOrder(['b', 'a', 'c'], ['n', 'a', 'b'])).toEqual(['b', 'a', 'n'])
  })
  it('goes on with the next, else the one before', () => {
    expect(nextAfter(['a', 'b', 'c'], 'b', () => true)).toBe('c')
    expect(nextAfter(['a', 'b', 'c'], 'c', () => true)).toBe('b')
    expect(nextAfter(['a'], 'a', (id) => id !== 'a')).toBeNull()
  })
  it('picks a run in either direction', () => {
    expect(runBetween(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['b', 'c', 'd'])
    expect(runBetween(['a'], 'a', 'gone')).toEqual([])
  })
})
