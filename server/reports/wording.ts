/** The forms in which a report speaks: official Chinese, days, per cent, rules in words. Closed lists are in `server/words-zh.ts`. Pure. */
import type { ChangeCause, Kind, Measure, ReportPart } from '../../db/words.ts'
import type { CountingRule, Plan } from '../plan/contract.ts'
import { CLASS_WORDS, KIND_WORDS, LEVEL_WORDS, STAGE_WORDS, UNIT_ROLE_WORDS } from '../words-zh.ts'

/** What things of a kind are counted in. */
export const KIND_UNITS: Record<Kind, string> = {
  standard: '项',
  pilot: '个',
  organization: '个',
  platform: '个',
  enterprise: '个',
}
export const CAUSE_WORDS: Record<ChangeCause, string> = {
  added: '新增',
  supplementary: '补认定',
  voided: '作废或更正',
  ended: '届满或撤销',
  'rule-in': '口径变化增加',
  'rule-out': '口径变化减少',
}

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
    parts.push(`只计本区单位${rule.unitRoles.map((role) => UNIT_ROLE_WORDS[role]).join('、')}的`)
  parts.push(measure === 'stock' ? `${STAGE_WORDS[rule.stage]}后在册期间计入` : `${STAGE_WORDS[rule.stage]}之日计入`)
  if (rule.amendments) parts.push('修改单也计')
  return parts.join('；')
}

/** 《实施意见》: what a long title is called after its first use; from how the plan itself is called. */
export function shortTitle(plan: Plan): string {
  const ending = /(实施意见|行动计划|行动方案|实施方案|工作方案|规划|意见|方案|办法|政策)$/.exec(plan.name)?.[1]
  return `《${ending ?? plan.name}》`
}
