/** The words and forms in which a report speaks: official Chinese, as in `web/locales/zh-CN`, which a test compares. */
import type {
  ChangeCause,
  Kind,
  Level,
  Measure,
  Reason,
  ReportPart,
  Stage,
  StandardClass,
  TargetStatus,
  TaskStatus,
  UnitRole,
} from '../../db/words.ts'
import type { CountingRule, Plan } from '../plan/contract.ts'

export const STATUS_WORDS: Record<TargetStatus, string> = {
  met: '已达成',
  ahead: '超序时',
  'on-pace': '序时内',
  behind: '滞后',
  'at-risk': '有风险',
  'cannot-judge': '无法判断',
  missed: '期满未达成',
  'nothing-reported': '尚无填报',
}
export const TASK_WORDS: Record<TaskStatus, string> = {
  'under-way': '推进中',
  behind: '滞后',
  done: '完成',
  'not-reported': '未填报',
}
export const KIND_WORDS: Record<Kind, string> = {
  standard: '标准',
  pilot: '试点示范',
  organization: '技术组织',
  platform: '平台',
  enterprise: '企业',
}
/** What things of a kind are counted in. */
export const KIND_UNITS: Record<Kind, string> = {
  standard: '项',
  pilot: '个',
  organization: '个',
  platform: '个',
  enterprise: '个',
}
export const CLASS_WORDS: Record<StandardClass, string> = {
  international: '国际标准',
  national: '国家标准',
  industry: '行业标准',
  local: '地方标准',
  group: '团体标准',
  enterprise: '企业标准',
  foreign: '国外标准',
}
export const LEVEL_WORDS: Record<Level, string> = {
  international: '国际级',
  national: '国家级',
  provincial: '省级',
  municipal: '市级',
  district: '区级',
}
export const STAGE_WORDS: Record<Stage, string> = {
  planned: '立项',
  drafting: '起草',
  comment: '征求意见',
  examination: '审查',
  approval: '批准',
  issued: '发布',
  proposal: '提案',
  preparatory: '准备',
  committee: '委员会',
  enquiry: '询问',
  'final-approval': '批准',
  published: '出版',
  applied: '申报',
  approved: '下达',
  building: '建设',
  'mid-term': '中期评估',
  accepted: '验收',
  preparing: '筹建',
  established: '成立',
  announced: '公布',
  withdrawn: '废止',
  revoked: '撤销',
  failed: '不通过',
  expired: '届满',
}
export const REASON_WORDS: Record<Reason, string> = {
  counts: '计入',
  'no-rule': '尚无认定口径',
  'nothing-recognised': '尚无已认定的填报',
  'other-kind': '成果种类不在口径内',
  'other-class': '标准类别不在口径内',
  'other-level': '级别不在口径内',
  'lacks-tag': '领域不在口径内',
  'no-local-unit': '本区单位不在其列',
  'other-role': '本区单位的作用不在口径内',
  amendment: '修改单不计',
  'stage-not-reached': '未到计入阶段',
  'before-window': '早于起算日',
  'after-due': '晚于期满日',
  'not-yet': '截至日尚未生效',
  failed: '未通过',
  revoked: '已撤销',
  ended: '已不在册',
}
export const CAUSE_WORDS: Record<ChangeCause, string> = {
  added: '新增',
  supplementary: '补认定',
  voided: '作废或更正',
  ended: '届满或撤销',
  'rule-in': '口径变化增加',
  'rule-out': '口径变化减少',
}
export const ROLE_WORDS: Record<UnitRole, string> = { lead: '牵头', participant: '参与' }

/** 章节 and 附件 by name. */
export const PART_WORDS: Record<ReportPart, string> = {
  overall: '总体情况',
  targets: '目标完成情况',
  tasks: '重点任务进展情况',
  columns: '专栏项目进展情况',
  departments: '部门工作情况',
  reconciliation: '与此前数字的衔接',
  problems: '存在的问题和责任缺口',
  suggestions: '下一步工作',
  'annex-standards': '已认定标准清单',
  'annex-pilots': '已认定试点示范清单',
  'annex-organizations': '已认定技术组织清单',
  'annex-platforms': '已认定创新平台清单',
  'annex-enterprises': '标准创新型企业清单',
  'annex-projects': '专栏项目一览',
  'annex-changes': '与此前快照相比的增减清单',
  'annex-rules': '口径和假设',
}

const DIGITS = '零一二三四五六七八九'

/** A whole number below 100 as parts are numbered: 十六. */
export function numeral(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  if (value > 99) return String(value)
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS[ones] : ''}`
}

/** 2025年6月30日 */
export function dayText(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** Part of a whole in percent: one decimal, none if whole; never up to 100 % nor down to 0 % by rounding. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '—'
  const exact = (part / whole) * 100
  let tenths = Math.round(exact * 10)
  if (exact < 100 && tenths >= 1000) tenths = 999
  if (exact > 0 && tenths <= 0) tenths = 1
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`
}

/** The verb before what is counted is left out where a sentence has its own. */
export const nounOf = (name: string): string => name.replace(/^(制修订|研制|建设|培育|创建|制定)/, '')

/** A counting rule 口径 in words. */
export function ruleText(rule: CountingRule, measure: Measure, plan: Plan): string {
  const parts = [`计${rule.kinds.map((kind) => KIND_WORDS[kind]).join('、')}`]
  if (rule.classes !== null) parts.push(`类别为${rule.classes.map((one) => CLASS_WORDS[one]).join('、')}`)
  if (rule.levels !== null) parts.push(`级别为${rule.levels.map((one) => LEVEL_WORDS[one]).join('、')}`)
  if (rule.tags !== null)
    parts.push(`领域含${rule.tags.map((tag) => plan.tags.find((one) => one.code === tag)?.name ?? tag).join('、')}`)
  if (rule.unitRoles.length === 1)
    parts.push(`只计本区单位${rule.unitRoles.map((role) => ROLE_WORDS[role]).join('、')}的`)
  parts.push(measure === 'stock' ? `${STAGE_WORDS[rule.stage]}后在册期间计入` : `${STAGE_WORDS[rule.stage]}之日计入`)
  if (rule.amendments) parts.push('修改单也计')
  return parts.join('；')
}

/** 《实施意见》: what a long title is called after its first use; from how the plan itself is called. */
export function shortTitle(plan: Plan): string {
  const ending = /(实施意见|行动计划|行动方案|实施方案|工作方案|规划|意见|方案|办法|政策)$/.exec(plan.name)?.[1]
  return `《${ending ?? plan.name}》`
}
