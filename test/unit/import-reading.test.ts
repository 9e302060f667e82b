import type { CellValue } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { CannotRead, readCsv, readWorkbook } from '../../server/exchange/reading.ts'
import { understandRow } from '../../server/exchange/understand.ts'
import { gather, type Merge, WORDS, workbook } from '../fixtures/tables.ts'

async function read(sheets: Record<string, CellValue[][]>, merges?: Merge[]) {
  const found = gather()
  await readWorkbook(await workbook(sheets, merges), found.into)
  return found
}

/** What each row is understood as. */
const understood = ({ tables, rows }: Awaited<ReturnType<typeof read>>) =>
  rows.map(({ cells, table }) => {
    const head = tables[table]
    if (!head) throw new Error('A row without its table.')
    return understandRow(cells, head.heads, head.meaning, WORDS)
  })

const HEADS = ['序号', '标准编号', '标准名称', '发布日期', '起草单位', '作用', '填报部门']

describe("a department's own ledger", () => {
  test('under a title row, with sums, notes and repeated heads, is read by the file’s own row numbers', async () => {
    const found = await read({
      Sheet1: [
        ['区卫健局2025年三季度标准台账'],
        [],
        HEADS,
        [
          1,
          'ＧＢ／Ｔ　９４１８－２０２５',
          '医用物资智慧物流编码规则',
          '2025/7/30',
          '泉城明湖医院',
          '参与',
          '区卫健委',
        ],
        [2, null, null, null, null, null, null],
        HEADS,
        [
          3,
          'DB37/T 9421-2025',
          '节气药膳制作服务指南',
          new Date('2025-08-01T00:00:00Z'),
          '历下药膳研究会',
          '主导',
          null,
        ],
        ['合计', 2],
        ['注：以封面为准'],
      ],
    })
    expect(found.tables).toHaveLength(1)
    expect(found.tables[0]).toMatchObject({ sheet: 'Sheet1', row: 3 })
    expect(found.rows.map((row) => row.row)).toEqual([4, 7])
    expect(understood(found)).toMatchObject([
      {
        faults: [],
        said: {
          kind: 'standard',
          number: 'GB/T 9418-2025',
          title: '医用物资智慧物流编码规则',
          stage: 'issued',
          day: '2025-07-30',
          units: [{ name: '泉城明湖医院', role: 'participant' }],
          departments: ['wjj'],
        },
      },
      { faults: [], said: { day: '2025-08-01', units: [{ role: 'lead' }], departments: [] } },
    ])
  })
  test('a department joined over several rows speaks for each', async () => {
    const found = await read(
      {
        标准: [
          ['部门', '标准号', '名称'],
          ['区市场监督管理局', 'GB/T 1001-2024', '甲'],
          [null, 'GB/T 1002-2024', '乙乙'],
          [null, 'GB/T 1003-2024', '丙丙'],
          ['区卫健局', 'GB/T 1004-2024', '丁丁'],
        ],
      },
      [{ startRow: 1, endRow: 3, startCol: 0, endCol: 0 }],
    )
    expect(understood(found).map(({ said }) => said.departments)).toEqual([['scjgj'], ['scjgj'], ['scjgj'], ['wjj']])
  })
  test('a sheet for each kind, the guide and the lists left out', async () => {
    const found = await read({
      填写说明: [['标准号', '名称']],
      试点示范: [
        ['名称', '级别', '阶段', '下达日期', '承担单位'],
        ['医养结合服务标准化试点', '国家级', '获批', '2024.5.6', '泉城明湖医院'],
      ],
      重点任务进展: [
        ['任务', '进展', '做了什么', '日期'],
        ['16 加强组织领导', '推进中', '召开领导小组会议，部署全年工作任务并印发分工', '2025-03-01'],
      ],
      别的: [['姓名', '电话']],
    })
    expect(found.tables.map((one) => one.sheet)).toEqual(['试点示范', '重点任务进展'])
    expect(found.skipped).toEqual(['别的'])
    expect(understood(found).map(({ said }) => said)).toMatchObject([
      { kind: 'pilot', level: 'national', stage: 'approved', day: '2024-05-06', units: [{ role: 'lead' }] },
      { kind: 'task', task: 16, statement: 'under-way', day: '2025-03-01' },
    ])
  })
  test('of several days the one furthest up the ladder says the stage', async () => {
    const found = await read({
      标准: [
        ['标准名称', '计划号', '立项日期', '发布日期', '类别'],
        ['数字贸易 通则', '20239137-T-469', '2023-12-01', null, '国标'],
        ['数字贸易 术语', '20239138-T-469', '2023-12-01', '2025-01-05', '国标'],
      ],
    })
    expect(understood(found).map(({ said }) => [said.stage, said.day, said.class])).toEqual([
      ['planned', '2023-12-01', 'national'],
      ['issued', '2025-01-05', 'national'],
    ])
  })
})

describe('what is wrong is said in the cell that it is in', () => {
  const faultsOf = async (heads: string[], row: CellValue[]) =>
    understood(await read({ Sheet1: [heads, row] }))[0]?.faults.map(({ field, message }) => [field, message.zh])
  test.each<[string, string[], CellValue[], [string, string][]]>([
    ['no year', ['标准号', '名称'], ['GB/T 9418', '医用物资'], [['number', '缺年份，像GB/T 9418-2025']]],
    [
      'a day that is none',
      ['标准号', '名称', '发布日期'],
      ['GB/T 1-2025', '规范', '2025/2/30'],
      [['day', '2025-02-30不存在，2月只有28天']],
    ],
    [
      'another class than the number’s',
      ['标准号', '名称', '类别'],
      ['GB/T 1-2025', '规范', '地方标准'],
      [['class', '按标准号是国家标准，不是地方标准']],
    ],
    [
      'two numbers',
      ['标准号', '名称'],
      ['GB/T 1-2025、GB/T 2-2025', '规范'],
      [['number', '里面有两个不同的标准号，请留一个']],
    ],
    [
      'a department of another plan',
      ['标准号', '名称', '部门'],
      ['GB/T 1-2025', '规范', '区气象局'],
      [['department', '方案里没有“区气象局”']],
    ],
    [
      'a project that is named twice',
      ['标准号', '名称', '专栏项目'],
      ['GB/T 1-2025', '规范', '贸易服务'],
      [['project', '有2个项目叫“贸易服务”，请写序号']],
    ],
    [
      'a field that no rule reads',
      ['标准号', '名称', '领域'],
      ['GB/T 1-2025', '规范', '航天'],
      [['tags', '没有“航天”这个领域']],
    ],
    ['a number without a title', ['标准号', '名称'], ['GB/T 1-2025', null], [['title', '缺名称']]],
    [
      'nothing that names it',
      ['标准号', '名称', '单位'],
      [null, null, '泉城明湖医院'],
      [
        ['kind', '看不出是哪一种成果'],
        ['title', '没有编号也没有名称'],
      ],
    ],
  ])('%s', async (_, heads, row, faults) => {
    expect(await faultsOf(heads, row)).toEqual(faults)
  })
  test('a project by its number, or by a name that only one has', async () => {
    const found = await read({
      Sheet1: [
        ['标准号', '名称', '专栏项目'],
        ['GB/T 1-2025', '规范', '18 贸易服务'],
        ['GB/T 2-2025', '规范', 'TIPS的术后护理'],
      ],
    })
    expect(understood(found).map(({ said }) => said.project)).toEqual(['trade-b', 'tips-care'])
  })
})

describe('files that cannot be read say why', () => {
  const reasonOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (thrown) => thrown,
    )
    expect(error).toBeInstanceOf(CannotRead)
    return (error as CannotRead).wording.zh
  }
  test('no head', async () => {
    expect(
      await reasonOf(
        read({
          Sheet1: [
            ['姓名', '电话'],
            ['张三', 1],
          ],
        }),
      ),
    ).toContain('没有找到表头')
  })
  test('something far away', async () => {
    const far: CellValue[] = Array.from({ length: 400 }, () => null)
    far[399] = 'x'
    expect(await reasonOf(read({ Sheet1: [HEADS, far] }))).toBe(
      '工作表“Sheet1”在OJ2有内容，离表太远，像是误填。请删去后再传',
    )
  })
})

describe('CSV', () => {
  const TEXT = '标准号,名称,发布日期\r\nGB/T 1-2025,"引号""里的""规范",2025-1-2\r\n\r\nGB/T 2-2025,第二项,2025-1-3\r\n'
  const gb18030 = Buffer.from(
    'b1ead7bcbac52cc3fbb3c62cb7a2b2bcc8d5c6da0d0a47422f5420312d323032352cb9e6b7b62c323032352d312d320d0a',
    'hex',
  )
  test.each([
    ['UTF-8', new TextEncoder().encode(TEXT)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\uFEFF${TEXT}`)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')])],
    ['with tabs', new TextEncoder().encode(TEXT.replaceAll(',', '\t'))],
  ])('in %s', async (_, bytes) => {
    const found = gather()
    await readCsv(bytes, found.into)
    expect(found.rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2, 'GB/T 1-2025', '引号"里的"规范', '2025-1-2'],
      [4, 'GB/T 2-2025', '第二项', '2025-1-3'],
    ])
  })
  test('in GB18030', async () => {
    const found = gather()
    await readCsv(gb18030, found.into)
    expect(found.rows.map(({ cells }) => cells)).toEqual([['GB/T 1-2025', '规范', '2025-1-2']])
  })
  test('that is none', async () => {
    await expect(readCsv(new Uint8Array([1, 0, 2, 0]), gather().into)).rejects.toThrow(CannotRead)
    await expect(readCsv(new Uint8Array([0xff, 0xff, 0xff]), gather().into)).rejects.toThrow(CannotRead)
  })
})
