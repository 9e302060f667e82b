/**
 * The closed word lists as officials read them on paper: in workbooks, in Word, in mail. The pages have the same words in
 * `web/locales/zh-CN/words.ts`; a test holds the two together. Pure.
 */
import type {
  Basis,
  DutyRole,
  Edition,
  EntryState,
  Kind,
  Level,
  Progress,
  Reason,
  Stage,
  StandardClass,
  TargetLevel,
  TargetStatus,
  TaskStatus,
  UnitRole,
} from '../db/words.ts'

export const KIND_WORDS: Record<Kind, string> = {
  standard: '标准',
  pilot: '试点示范',
  organization: '技术组织',
  platform: '平台',
  enterprise: '企业',
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

export const UNIT_ROLE_WORDS: Record<UnitRole, string> = { lead: '牵头', participant: '参与' }
export const EDITION_WORDS: Record<Edition, string> = { first: '制定', revision: '修订', amendment: '修改单' }
export const DUTY_ROLE_WORDS: Record<DutyRole, string> = { lead: '牵头', participant: '参加' }
export const BASIS_WORDS: Record<Basis, string> = { stated: '牵头', 'first-listed': '首列', assigned: '指定' }
export const TARGET_LEVEL_WORDS: Record<TargetLevel, string> = { headline: '总目标', sub: '分项目标' }

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

export const TASK_STATUS_WORDS: Record<TaskStatus, string> = {
  'under-way': '推进中',
  behind: '滞后',
  done: '完成',
  'not-reported': '未填报',
}

export const PROGRESS_WORDS: Record<Progress, string> = { 'not-started': '未启动', active: '推进中', done: '完成' }

/** Why an item counts for a target or does not. */
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

export const ENTRY_STATE_WORDS: Record<EntryState, string> = {
  draft: '草稿',
  'awaiting-sign': '待签批',
  'in-review': '审核中',
  recognised: '已认定',
  returned: '已退回',
  voided: '已作废',
  discarded: '已放弃',
}
