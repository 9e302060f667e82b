/** What the heads of a table mean, by the many names that departments give them. Pure. */
import type { Kind, Stage, UnitRole } from '../../db/words.ts'

/** What an import understands of a row. `day` is the day on which the stage was reached. */
export const IMPORT_FIELDS = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'stage',
  'day',
  'units',
  'role',
  'department',
  'tags',
  'project',
  'termTo',
  'item',
  'task',
  'statement',
  'text',
  'zero',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** A head: its field, and what the head itself tells (发布日期: the stage is 发布; 牵头单位: its role). */
export type Heading = { field: ImportField; stage?: Stage; role?: UnitRole; kind?: Kind }

const NAMES: readonly [ImportField, string][] = [
  ['kind', '种类 成果种类 成果类型 类型'],
  ['number', '标准号或编号 标准号 标准编号 标准代号 标准号计划号 编号 文号 下达文号 批准文号 委员会编号 号'],
  ['planNumber', '计划号 项目计划号 计划编号 立项编号 立项计划号'],
  ['title', '名称 标准名称 标准中文名称 中文名称 项目名称 试点名称 试点项目名称 试点示范名称 成果名称 标题 题名'],
  ['title', '组织名称 技术组织名称 委员会名称 平台名称 平台基地名称 平台和企业名称'],
  ['class', '类别 标准类别 标准类型 标准级别 标准层级 标准性质类别'],
  ['level', '级别 等级 层级 项目级别 试点级别 组织级别'],
  ['edition', '制修订 制定修订 制订修订 制修订情况'],
  ['stage', '阶段 到达阶段 进展阶段 当前阶段 所处阶段 项目阶段 标准阶段 进度'],
  ['day', '到达日期 到达日 日期 时间 生效日期 生效日 到达时间 完成日期 完成时间'],
  ['units', '本区单位 单位 单位名称 起草单位 主要起草单位 参编单位 区内单位 辖区单位 本区参加单位 实施单位'],
  ['role', '作用 角色 参与方式 牵头或参与 牵头参与 单位作用 本区单位作用 主导参与'],
  ['department', '部门 填报部门 责任部门 报送部门 填报单位 报送单位 牵头部门 主管部门'],
  ['tags', '涉及领域 领域 标签 所属领域'],
  ['project', '专栏项目 对应专栏项目 所属专栏项目 专栏'],
  ['termTo', '届满日期 届满日 任期至 有效期至 届满时间'],
  ['item', '成果编号'],
  ['task', '任务 重点任务 任务名称 任务序号'],
  ['statement', '进展 任务进展 任务状态 推进状态'],
  ['text', '做了什么 进展情况 工作进展 具体进展 主要进展 工作进展情况'],
  ['zero', '零报告 是否零报告 核对结果'],
]

const STAGE_DAYS: readonly [Stage, string][] = [
  ['planned', '立项日期 立项时间 计划下达日期'],
  ['issued', '发布日期 发布时间 批准发布日期 发布日 颁布日期'],
  ['published', '出版日期 出版时间'],
  ['applied', '申报日期 申报时间'],
  ['approved', '下达日期 下达时间 获批日期 获批时间 批复日期 批复时间'],
  ['accepted', '验收日期 验收时间 通过验收日期'],
  ['established', '成立日期 成立时间 批准成立日期 批准成立时间'],
  ['announced', '公布日期 公布时间 认定日期公布'],
]

const UNIT_COLUMNS: readonly [UnitRole, string][] = [
  ['lead', '牵头单位 第一起草单位 主导单位 承担单位 秘书处承担单位 秘书处单位 申报单位 建设单位 主持单位'],
  ['participant', '参与单位 参加单位 参与起草单位 参与起草 协办单位 委员单位'],
]

/** A head that names the kind of what stands below it. */
const KIND_IN_HEAD: readonly [RegExp, Kind][] = [
  [/^标准(?!号或)/, 'standard'],
  [/^试点/, 'pilot'],
  [/^(技术)?组织|^委员会/, 'organization'],
  [/^平台(?!和)/, 'platform'],
]

/** Heads that a table may have and that say nothing here: derived, counted or for people alone. */
const IGNORED = '序号 no 备注 计入指标 认定日期 认定日 实施日期 实施时间 问题 示例 填报人 联系人 联系电话 电话'.split(
  ' ',
)

const HEADINGS = new Map<string, Heading | null>([
  ...IGNORED.map((name): [string, null] => [name, null]),
  ...NAMES.flatMap(([field, names]) =>
    names.split(' ').map((name): [string, Heading] => {
      const told = KIND_IN_HEAD.find(([pattern]) => pattern.test(name))
      return [name, told ? { field, kind: told[1] } : { field }]
    }),
  ),
  ...STAGE_DAYS.flatMap(([stage, names]) =>
    names.split(' ').map((name): [string, Heading] => [name, { field: 'day', stage }]),
  ),
  ...UNIT_COLUMNS.flatMap(([role, names]) =>
    names.split(' ').map((name): [string, Heading] => [name, { field: 'units', role }]),
  ),
  ['企业名称', { field: 'title', kind: 'enterprise' }],
])

/** A head without what people put round it: brackets with hints, stars, colons, blanks. */
export const plainHead = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/[\s*:：、/·.★]|必填|选填/g, '')

/** What a head means; null where it is known to say nothing; undefined where it is not known. */
export function headingOf(text: string): Heading | null | undefined {
  return HEADINGS.get(plainHead(text))
}

/**
 * The meaning of each column where a row is the head of a table, else null: two heads that are understood, one of them
 * telling what the row is about.
 */
export function headsIn(cells: readonly string[]): (Heading | null)[] | null {
  const heads = cells.map((cell) => headingOf(cell) ?? null)
  const fields = new Set(heads.flatMap((one) => (one ? [one.field] : [])))
  const telling = (['number', 'title', 'task', 'zero', 'planNumber'] as const).some((field) => fields.has(field))
  return telling && fields.size >= 2 ? heads : null
}

/** What the name of a sheet says of its rows; null for nothing, `skip` for a sheet that holds none. */
export function sheetMeaning(name: string): Kind | 'task' | 'zero' | 'platforms' | 'skip' | null {
  if (/说明|字典|示例|口径|汇总/.test(name)) return 'skip'
  if (/零报告/.test(name)) return 'zero'
  if (/任务/.test(name)) return 'task'
  if (/试点|示范/.test(name)) return 'pilot'
  if (/组织|委员会/.test(name)) return 'organization'
  if (/平台.*企业|企业.*平台/.test(name)) return 'platforms'
  if (/平台|基地|创新中心|验证点/.test(name)) return 'platform'
  if (/企业标准/.test(name)) return 'standard'
  if (/企业/.test(name)) return 'enterprise'
  if (/标准/.test(name)) return 'standard'
  return null
}
