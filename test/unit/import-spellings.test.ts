import { describe, expect, test } from 'vitest'
import { headingOf, headsIn, sheetMeaning } from '../../server/exchange/headings.ts'
import { readDay, readLevel, readStage, readUnits } from '../../server/exchange/spellings.ts'

describe('a day', () => {
  test.each([
    ['2025-8-29', '2025-08-29'],
    ['2025-08-29 00:00:00', '2025-08-29'],
    ['2025/8/29', '2025-08-29'],
    ['2025.8.29', '2025-08-29'],
    ['20250829', '2025-08-29'],
    ['2025年8月29日', '2025-08-29'],
    [' ２０２５－０８－２９ ', '2025-08-29'],
    ['二〇二五年八月二十九日', '2025-08-29'],
    ['二○二五年十二月十日', '2025-12-10'],
    ['2024-02-29', '2024-02-29'],
    [45870, '2025-08-01'],
    [20250801, '2025-08-01'],
  ])('%s is read', (text, day) => {
    expect(readDay(text)).toMatchObject({ ok: true, value: day })
  })
  test.each([
    ['2025/2/30', '2025-02-30不存在，2月只有28天', undefined],
    ['2025-13-01', '2025-13-01不存在，没有13月', undefined],
    ['45870', '是Excel序号，应为2025-08-01？', '2025-08-01'],
    ['2025年8月', '缺日，像2025-08-15', undefined],
    ['25.8.29', '年份写全，应为2025-08-29？', '2025-08-29'],
    ['第三季度', '不是日期，像2025-08-29', undefined],
    ['0001-01-01', '1年不对', undefined],
  ])('%s is not, and why', (text, message, suggest) => {
    const read = readDay(text)
    expect(read).toMatchObject({ ok: false, message: { zh: message } })
    expect(read.ok ? undefined : read.suggest).toBe(suggest)
  })
})

describe('a stage, on the ladder of its kind', () => {
  test.each([
    ['发布', 'standard', 'national', 'issued'],
    ['已发布', 'standard', 'local', 'issued'],
    ['发布', 'standard', 'international', 'published'],
    ['批准', 'standard', 'national', 'approval'],
    ['批准', 'standard', 'international', 'final-approval'],
    ['批准', 'pilot', null, 'approved'],
    ['DIS', 'standard', 'international', 'enquiry'],
    ['送审稿', 'standard', 'national', 'examination'],
    ['通过验收', 'pilot', null, 'accepted'],
    ['批准成立', 'organization', null, 'established'],
    ['公示', 'enterprise', null, 'announced'],
    ['废止', 'standard', 'national', 'withdrawn'],
  ] as const)('%s of %s (%s)', (text, kind, standardClass, stage) => {
    expect(readStage(text, kind, standardClass)).toMatchObject({ ok: true, value: stage })
  })
  test('what is none is answered by the list, and the nearest', () => {
    expect(readStage('已经发了', 'standard', 'national')).toMatchObject({
      ok: false,
      message: { zh: '不在词表，选一个：立项、起草、征求意见、审查、批准、发布、废止' },
      suggest: '发布',
    })
  })
})

test('units with what each did', () => {
  expect(readUnits('泉城明湖医院（牵头）、明湖医院（集团）护理学研究中心（参与）；历下药膳研究会', null)).toEqual([
    { name: '泉城明湖医院', role: 'lead' },
    { name: '明湖医院（集团）护理学研究中心', role: 'participant' },
    { name: '历下药膳研究会', role: null },
  ])
  expect(readUnits('泉城明湖医院 · 参与', null)).toEqual([{ name: '泉城明湖医院', role: 'participant' }])
  expect(readUnits('明湖医院（集团）', 'lead')).toEqual([{ name: '明湖医院（集团）', role: 'lead' }])
})

test('a level by its short form', () => {
  expect(readLevel('省')).toMatchObject({ value: 'provincial' })
  expect(readLevel('国家级试点')).toMatchObject({ value: 'national' })
  expect(readLevel('很高')).toMatchObject({ ok: false })
})

describe('heads', () => {
  test.each([
    ['标准编号', { field: 'number', kind: 'standard' }],
    ['＊标准号（必填）', { field: 'number', kind: 'standard' }],
    ['编号', { field: 'number' }],
    ['发布 日期', { field: 'day', stage: 'issued' }],
    ['第一起草单位', { field: 'units', role: 'lead' }],
    ['序号', null],
    ['天气', undefined],
  ])('%s', (text, heading) => {
    expect(headingOf(text)).toEqual(heading)
  })
  test('a title row is none, two known heads are', () => {
    expect(headsIn(['区卫健局2025年标准台账', '', ''])).toBeNull()
    expect(headsIn(['序号', '标准名称', '发布日期', '天气'])?.map((one) => one?.field ?? null)).toEqual([
      null,
      'title',
      'day',
      null,
    ])
  })
  test('sheets tell the kind by their names', () => {
    expect(
      ['标准', '2025试点示范', '技术组织', '平台和企业', '重点任务进展', '零报告', '填写说明', 'Sheet1'].map(
        sheetMeaning,
      ),
    ).toEqual(['standard', 'pilot', 'organization', 'platforms', 'task', 'zero', 'skip', null])
  })
})
