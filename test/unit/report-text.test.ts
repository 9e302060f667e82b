/** How a report's prose is written down: fields, sources, and numbers that somebody typed. */
import { describe, expect, it } from 'vitest'
import { adoptedText, linesOf, piecesOf, sentencesOf, typedNumbersIn } from '../../server/reports/text.ts'

describe('a line', () => {
  it('parts into text, figures and numbers with a source', () => {
    expect(piecesOf('已完成{{targets.met}}项，比上年增长{{!近六成|区统计局公报}}。')).toEqual([
      { kind: 'text', text: '已完成' },
      { kind: 'figure', key: 'targets.met' },
      { kind: 'text', text: '项，比上年增长' },
      { kind: 'sourced', text: '近六成', source: '区统计局公报' },
      { kind: 'text', text: '。' },
    ])
  })
  it('is a heading, a table or a paragraph', () => {
    expect(linesOf('## 总目标\n\n### 国际标准\n[[table-targets]]\n正文').map((line) => line.kind)).toEqual([
      'heading',
      'heading',
      'field',
      'paragraph',
    ])
  })
})

describe('a typed number', () => {
  it.each([
    ['增长12.5%', '12.5%'],
    ['比上年增长近六成', '近六成'],
    ['完成百分之九十', '百分之九十'],
    ['新增十六项任务', '十六项'],
    ['培训１２０人', '１２０'],
    ['共两家单位', '两家'],
    ['{{!近六成|}}', '近六成'],
  ])('is found: %s', (text, number) => {
    expect(typedNumbersIn(text).map((one) => one.text)).toContain(number)
  })
  it.each([
    '一是加强统筹，二是压实责任。',
    '同一成果只计一次，几个部门同报一项时各记一项。',
    '十四五期间，一项一项推进。',
    '已完成{{targets.met}}项。',
    '增长{{!近六成|区统计局公报}}。',
  ])('is none: %s', (text) => {
    expect(typedNumbersIn(text)).toEqual([])
  })
  it('comes with its sentence', () => {
    expect(typedNumbersIn('前一句。全区{{a}}项，增长30%。后一句。')).toEqual([
      { text: '30%', sentence: '全区□项，增长30%。' },
    ])
  })
})

it('a department’s words keep their numbers, each with the department as its source', () => {
  const text = adoptedText('区工信局', '# 全年新增{{标准}}12项。\n培训30人。', '区工信局报送材料')
  expect(text).toBe('## 区工信局\n全年新增标准{{!12|区工信局报送材料}}项。\n培训{{!30|区工信局报送材料}}人。')
  expect(typedNumbersIn(text)).toEqual([])
})

it('sentences are told with the figures that a snapshot has', () => {
  const figures: Record<string, string> = { a: '97', b: '150' }
  expect(sentencesOf('已认定{{a}}项；目标{{b}}项。\n## 题目', (key) => figures[key] ?? '?')).toEqual([
    '已认定97项；',
    '目标150项。',
    '题目',
  ])
})
