/** The ledger 台账 as a page of a workbook: the same heads that the import understands, so that it can be sent back. Pure. */
import type { ItemRow, ItemsQuery } from '../items/contract.ts'
import type { Plan } from '../plan/contract.ts'
import { CLASS_WORDS, EDITION_WORDS, KIND_WORDS, LEVEL_WORDS, STAGE_WORDS, UNIT_ROLE_WORDS } from '../words-zh.ts'
import { dayInWords, MARK } from './figures.ts'
import type { Book, Cell, Column, Sheet } from './sheets.ts'

type LedgerRow = ItemRow & {
  units: readonly { name: string; role: keyof typeof UNIT_ROLE_WORDS }[]
  termTo: string | null
}

/** Heads of the ledger, in order; the import knows each of them. */
export const LEDGER_COLUMNS: readonly Column[] = [
  { head: '序号', width: 3, kind: 'whole' },
  { head: '种类', width: 4.5, kind: 'text', centred: true },
  { head: '标准号或编号', width: 9.5, kind: 'text' },
  { head: '名称', width: 20, kind: 'text' },
  { head: '类别', width: 4.5, kind: 'text', centred: true },
  { head: '级别', width: 3.5, kind: 'text', centred: true },
  { head: '阶段', width: 4.5, kind: 'text', centred: true },
  { head: '到达日期', width: 5.5, kind: 'day' },
  { head: '本区单位', width: 14, kind: 'text' },
  { head: '部门', width: 8, kind: 'text' },
  { head: '计入指标', width: 9, kind: 'text' },
  { head: '涉及领域', width: 8, kind: 'text' },
  { head: '专栏项目', width: 10, kind: 'text' },
  { head: '计划号', width: 8, kind: 'text' },
  { head: '制修订', width: 3.5, kind: 'text', centred: true },
  { head: '届满日期', width: 6, kind: 'day' },
  { head: '认定日期', width: 6, kind: 'day' },
  { head: '成果编号', width: 14, kind: 'text' },
]
/** Printed from the left up to 计入指标; what follows serves programs and the way back. */
const PRINTED = 11

/** Units with what each did: 区实验小学（牵头）、明湖医院（参与）. */
export const unitsInWords = (units: LedgerRow['units']) =>
  units.map(({ name, role }) => `${name}（${UNIT_ROLE_WORDS[role]}）`).join('、')

/** One item as a row; `place` is its number in the list, from 1. */
export function ledgerCells(row: LedgerRow, place: number, plan: Plan): Cell[] {
  const department = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const target = (code: string) => plan.targets.find((one) => one.code === code)?.shortName ?? code
  const tag = (code: string) => plan.tags.find((one) => one.code === code)?.name ?? code
  const project = (code: string) =>
    plan.columns.flatMap((one) => one.groups.flatMap((group) => group.projects)).find((one) => one.code === code)
  const list = (codes: readonly string[], name: (code: string) => string) => codes.map(name).join('、') || null
  return [
    place,
    KIND_WORDS[row.kind],
    row.number,
    row.title,
    row.class === null ? null : CLASS_WORDS[row.class],
    row.level === null ? null : LEVEL_WORDS[row.level],
    STAGE_WORDS[row.stage],
    row.effectiveOn,
    unitsInWords(row.units) || null,
    list(row.departments, department),
    list(row.targets, target),
    list(row.tags, tag),
    list(row.projects, (code) => {
      const found = project(code)
      return found ? `${found.number} ${found.name}` : code
    }),
    row.planNumber,
    row.edition === null ? null : EDITION_WORDS[row.edition],
    row.termTo,
    row.recognisedOn,
    row.id,
  ]
}

/** The filters of a list in words, as far as they narrow it. */
export function filtersInWords(query: ItemsQuery, plan: Plan): string[] {
  const target = plan.targets.find((one) => one.code === query.target)?.shortName
  const project = plan.columns
    .flatMap((one) => one.groups.flatMap((group) => group.projects))
    .find((one) => one.code === query.project)
  const said: [string, string | undefined][] = [
    ['种类', query.kind && KIND_WORDS[query.kind]],
    ['类别', query.class && CLASS_WORDS[query.class]],
    ['级别', query.level && LEVEL_WORDS[query.level]],
    ['阶段', query.stage && STAGE_WORDS[query.stage]],
    ['部门', plan.departments.find((one) => one.code === query.department)?.name],
    ['专栏项目', project?.name],
    ['指标', target],
    ['是否计入', query.counts === undefined ? undefined : query.counts ? '计入' : '不计入'],
    ['涉及领域', plan.tags.find((one) => one.code === query.tag)?.name],
    ['月份', query.month],
    ['关键词', query.q],
  ]
  return said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}：${value}`]))
}

/** The ledger's workbook without its rows, which come in batches. */
export function ledgerBook(
  plan: Plan,
  query: ItemsQuery,
  about: { asOf: string; knownAt: string; total: number; dataVersion: number },
  stamp: Date,
): Book {
  const filters = filtersInWords(query, plan)
  const known = about.knownAt === about.asOf ? '' : `，按${dayInWords(about.knownAt)}所知`
  const which = filters.length === 0 ? '全部已认定的成果' : filters.join('；')
  const sheet: Sheet = {
    name: '台账',
    title: `${plan.name}成果台账`,
    lines: [
      ...(plan.demo ? [`${MARK}：下列成果均为虚构，仅供演示`] : []),
      `截至${dayInWords(about.asOf)}${known}。${which}，共${about.total}项。一项成果只列一行。数据版本${about.dataVersion}`,
    ],
    columns: LEDGER_COLUMNS,
    rows: [],
    keep: 4,
    printed: PRINTED,
  }
  return { title: sheet.title, mark: plan.demo ? MARK : null, stamp, sheets: [sheet] }
}
