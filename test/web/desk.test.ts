import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Desk, Sheet } from '../../server/periods/contract.ts'
import { draftGroups, situationOf } from '../../web/desk/situation.ts'
import { formatDay } from '../../web/format.ts'
import type { Translate } from '../../web/i18n.ts'
import { zhCN } from '../../web/locales/zh-CN.ts'

let t: Translate
beforeAll(async () => {
  const wording = i18next.createInstance()
  const resources = { 'zh-CN': { translation: zhCN } }
  await wording.init({ lng: 'zh-CN', resources, interpolation: { escapeValue: false } })
  t = wording.t as Translate
})
const day = (one: string, near?: string) => formatDay(one, 'zh-CN', near)

const sheet: Sheet = {
  period: {
    ...{ code: '2025-q3', year: 2025, quarter: 3, startsOn: '2025-07-01', endsOn: '2025-09-30' },
    ...{ opensOn: '2025-09-20', dueOn: '2025-10-10', locked: null },
  },
  ...{ reopenedUntil: null, state: 'not-due', entries: [], noChanges: [], handIns: [], returned: 0, later: 0 },
  ...{ withdrawn: [], mayWithdraw: false },
  ...{ underWay: [], mark: 'zero', refusals: { entries: 'no-entries', 'no-change': 'no-statements', zero: null } },
}
const desk: Desk = {
  ...{ plan: 'lixia-2025', today: '2025-10-09', department: { code: 'wjj', name: '区卫健局' }, departments: [] },
  ...{ mayReport: true, returned: [], slips: [], drafts: [], stale: [], tasks: [], awaitingSign: 0, everSubmitted: 9 },
  previous: null,
  sheet,
}
const back = {
  ...{ id: '1', title: '医院无陪护服务规范', kind: 'standard' as const, task: null, reason: '缺公告', by: '陈立' },
  ...{ on: '2025-10-01', mendBy: '2025-10-14' },
}
const done = (more: Partial<Sheet> = {}) => ({ sheet: { ...sheet, state: 'handed-in' as const, ...more } })

describe('the desk’s title', () => {
  it.each([
    ['2025-10-09', {}, '第三季度明天截止，报送单还没交'],
    ['2025-10-10', {}, '第三季度今天截止，报送单还没交'],
    ['2025-10-01', {}, '第三季度10月10日截止，报送单还没交'],
    ['2025-10-12', { sheet: { ...sheet, state: 'silent' } }, '第三季度10月10日已截止，报送单还没交，现在交记为迟报'],
    ['2025-10-09', { ...done(), returned: [back] }, '1项被退回，10月14日前补正'],
    ['2025-10-09', done(), '没有待处理的事。第三季度已报送，10月10日截止'],
    ['2025-09-01', {}, '没有待处理的事。第三季度9月20日开始报送'],
    ['2025-09-01', { everSubmitted: 0 }, '还没有填报过。从一个标准号开始'],
    ['2025-10-09', { sheet: null }, '没有待处理的事'],
  ] as const)('on %s is the situation', (today, more, sentence) => {
    expect(situationOf(t, { ...desk, ...more, today } as Desk, day)).toBe(sentence)
  })
  it('tells of a lock, unless it was reopened for the department', () => {
    const period = { ...sheet.period, locked: { on: '2025-10-25', reason: '数据已上报' } }
    const locked = { ...desk, today: '2025-11-01', sheet: { ...sheet, state: 'silent' as const, period } }
    expect(situationOf(t, locked, day)).toBe('第三季度已锁定，报送单没有交')
    const reopened = { ...locked, sheet: { ...locked.sheet, reopenedUntil: '2025-11-05' } }
    expect(situationOf(t, reopened, day)).toContain('现在交记为迟报')
  })
})

describe('drafts on the desk', () => {
  it('of one imported file stand together, typed ones alone', () => {
    const draft = (id: string, batch: string | null) => ({
      ...{
        id,
        title: id,
        kind: 'standard' as const,
        task: null,
        lacks: [],
        updatedAt: '2025-10-01T00:00:00Z',
        by: '周敏',
      },
      batch: batch === null ? null : { id: batch, fileName: '三季度.xlsx', on: '2025-09-30' },
    })
    const rows = [draft('a', null), draft('b', 'x'), draft('c', null), draft('d', 'x'), draft('e', 'y')]
    expect(draftGroups(rows).map((one) => one.rows.map((row) => row.id))).toEqual([['a'], ['b', 'd'], ['c'], ['e']])
  })
})
