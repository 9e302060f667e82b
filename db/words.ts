/**
 * The closed word lists: what the code, the API and the database may say, and nothing else. The Chinese term stands
 * beside each list; the wording that people see lives in `web/locales`. This file imports nothing.
 */

/** 成果种类: what an item is. */
export const KINDS = ['standard', 'pilot', 'organization', 'platform', 'enterprise'] as const
export type Kind = (typeof KINDS)[number]

/** 标准类别: follows from the standard's number (标准化法 art. 2). */
export const STANDARD_CLASSES = [
  'international',
  'national',
  'industry',
  'local',
  'group',
  'enterprise',
  'foreign',
] as const
export type StandardClass = (typeof STANDARD_CLASSES)[number]

/** 性质: 强制性, 推荐性, 指导性, or not to be told from the number. */
export const NATURES = ['mandatory', 'recommended', 'guidance', 'unknown'] as const
export type Nature = (typeof NATURES)[number]

/** 级别 of pilots, organizations, platforms and enterprises, highest first. */
export const LEVELS = ['international', 'national', 'provincial', 'municipal', 'district'] as const
export type Level = (typeof LEVELS)[number]

/** 指标层级: 总目标, 分项目标. */
export const TARGET_LEVELS = ['headline', 'sub'] as const
export type TargetLevel = (typeof TARGET_LEVELS)[number]

/** 口径类型: done within the window and summed, or in being on the day and counted. */
export const MEASURES = ['flow', 'stock'] as const
export type Measure = (typeof MEASURES)[number]

/** 序时 kind: how what should have been reached by a day is worked out. */
export const PACES = ['straight', 'milestones', 'pipeline', 'none'] as const
export type Pace = (typeof PACES)[number]

/** 指标状态. */
export const TARGET_STATUSES = [
  'met',
  'ahead',
  'on-pace',
  'behind',
  'at-risk',
  'cannot-judge',
  'missed',
  'nothing-reported',
] as const
export type TargetStatus = (typeof TARGET_STATUSES)[number]

/** 职责: of a department in a task or project. */
export const DUTY_ROLES = ['lead', 'participant'] as const
export type DutyRole = (typeof DUTY_ROLES)[number]

/** 依据: 牵头 is in the text; the first named convenes by custom; decided here with a number and a day. */
export const BASES = ['stated', 'first-listed', 'assigned'] as const
export type Basis = (typeof BASES)[number]

/** A department's answer to what it was assigned: 确认, 有异议. */
export const ASSIGNMENT_ANSWERS = ['confirmed', 'objected'] as const
export type AssignmentAnswer = (typeof ASSIGNMENT_ANSWERS)[number]

/** What can be assigned to a department: its part of the targets 分解值, a task, a project. */
export const ASSIGNED_SUBJECTS = ['allocation', 'task', 'project'] as const
export type AssignedSubject = (typeof ASSIGNED_SUBJECTS)[number]

/** What a decision changed for a department: its value for a target, its part in a task or project, a project's deadline. */
export const ASSIGNMENT_CHANGES = ['value', 'task', 'project', 'deadline'] as const
export type AssignmentChangeKind = (typeof ASSIGNMENT_CHANGES)[number]

/** How an assumption is read 理解: as the plan file takes it, or the other way that it words. */
export const READINGS = ['original', 'alternative'] as const
export type Reading = (typeof READINGS)[number]

/** 核对 of a target's allocation: 未分解, 差, 正好, 余. */
export const ALLOCATION_SUMS = ['none', 'under', 'exact', 'over'] as const
export type AllocationSum = (typeof ALLOCATION_SUMS)[number]

/** 作用: of the local unit in an item; best first. */
export const UNIT_ROLES = ['lead', 'participant'] as const
export type UnitRole = (typeof UNIT_ROLES)[number]

/** 重点任务状态: 推进中, 滞后, 完成, 未填报. */
export const TASK_STATUSES = ['under-way', 'behind', 'done', 'not-reported'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

/** What an entry may say of a task; 未填报 is the absence of an entry. */
export const TASK_STATEMENTS = ['under-way', 'behind', 'done'] as const
export type TaskStatement = (typeof TASK_STATEMENTS)[number]

/** 专栏项目进度. */
export const PROGRESSES = ['not-started', 'active', 'done'] as const
export type Progress = (typeof PROGRESSES)[number]

/** 填报状态. */
export const ENTRY_STATES = [
  'draft',
  'awaiting-sign',
  'in-review',
  'recognised',
  'returned',
  'voided',
  'discarded',
] as const
export type EntryState = (typeof ENTRY_STATES)[number]

/** The verbs that move an entry from state to state. */
export const ENTRY_ACTIONS = ['submit', 'sign', 'recall', 'approve', 'return', 'void', 'discard', 'restore'] as const
export type EntryAction = (typeof ENTRY_ACTIONS)[number]

/**
 * What makes a claim doubtful 疑点: two items that may be one (same serial and year with another nature, a renamed
 * industry code, a plan whose standard was published, alike titles, a pilot of the same unit), or a second entry on one
 * item that tells another day or title.
 */
export const DOUBT_KINDS = [
  'other-nature',
  'renamed-code',
  'plan-number',
  'alike-title',
  'same-unit',
  'other-day',
  'other-title',
] as const
export type DoubtKind = (typeof DOUBT_KINDS)[number]

/** The answer to a doubt: one thing, or two; of another day or title, the entry stands as it is (`different`). */
export const DOUBT_ANSWERS = ['same', 'different'] as const
export type DoubtAnswer = (typeof DOUBT_ANSWERS)[number]

/** Fields of an entry that a fault, a return or a difference can speak of, in the order of the form. */
export const ENTRY_FIELDS = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'item',
  'stage',
  'effectiveOn',
  'termTo',
  'units',
  'evidence',
  'task',
  'statement',
  'text',
  'tags',
  'project',
] as const
export type EntryField = (typeof ENTRY_FIELDS)[number]

/** Why an entry cannot be submitted yet 还差什么; worded in `server/entries/fault-words.ts`. */
export const ENTRY_FAULTS = [
  'nothing-named',
  'no-kind',
  'short-title',
  'no-year',
  'no-class',
  'no-level',
  'unanswered',
  'no-difference',
  'no-stage',
  'stage-back',
  'no-day',
  'day-ahead',
  'day-before-stage',
  'day-not-number-year',
  'term-before-day',
  'no-unit',
  'no-unit-role',
  'no-evidence',
  'no-task',
  'no-statement',
  'short-text',
  'nothing-corrected',
] as const
export type EntryFault = (typeof ENTRY_FAULTS)[number]

/** What an entry speaks of: a stage of an item, or the progress of a task. */
export const ENTRY_SUBJECTS = ['item', 'task'] as const
export type EntrySubject = (typeof ENTRY_SUBJECTS)[number]

/** 账号角色. */
export const ROLES = ['viewer', 'reporter', 'head', 'reviewer', 'admin', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** 阶段: every rung of every ladder, then the end states that stand beside the ladders. */
export const STAGES = [
  // standard: 立项 起草 征求意见 审查 批准 发布
  'planned',
  'drafting',
  'comment',
  'examination',
  'approval',
  'issued',
  // international standard: 提案 准备 委员会 询问 批准 出版
  'proposal',
  'preparatory',
  'committee',
  'enquiry',
  'final-approval',
  'published',
  // pilot, platform, reference sample: 申报 下达 建设 中期评估 验收
  'applied',
  'approved',
  'building',
  'mid-term',
  'accepted',
  // organization: 筹建 成立
  'preparing',
  'established',
  // enterprise: 申报 (applied) 公布
  'announced',
  // end states: 废止 撤销 不通过 届满
  'withdrawn',
  'revoked',
  'failed',
  'expired',
] as const
export type Stage = (typeof STAGES)[number]

/** End states 终止状态: they end an item's being and are no rung. */
export const END_STAGES = ['withdrawn', 'revoked', 'failed', 'expired'] as const
export type EndStage = (typeof END_STAGES)[number]

/** 成果性质: a first edition 制定, a new edition 修订, or an amendment 修改单 of a standard. */
export const EDITIONS = ['first', 'revision', 'amendment'] as const
export type Edition = (typeof EDITIONS)[number]

/** The ways in which a department can hand in a period: entries, no change, zero. */
export const RETURN_MARKS = ['entries', 'no-change', 'zero'] as const
export type ReturnMark = (typeof RETURN_MARKS)[number]

/** 报送状态 of one department in one period: 已报, 零报告, 迟报, 未报, 未到期, and 不计 where it did not exist. */
export const RETURN_STATES = ['handed-in', 'zero', 'late', 'silent', 'not-due', 'not-counted'] as const
export type ReturnState = (typeof RETURN_STATES)[number]

/** 督查单 colours, mildest first. */
export const URGE_COLOURS = ['blue', 'orange', 'red'] as const
export type UrgeColour = (typeof URGE_COLOURS)[number]

/** 督查单状态: 待答复, 已答复, 已办结. */
export const URGE_STATES = ['open', 'answered', 'closed'] as const
export type UrgeState = (typeof URGE_STATES)[number]

/** 工作日历: a day off 休 (a holiday or its shifted rest), or a weekend day that is worked 班. */
export const CALENDAR_DAYS = ['off', 'worked'] as const
export type CalendarDay = (typeof CALENDAR_DAYS)[number]

/** What a line of a person's summary 通知 is about, in the order in which it is read. */
export const NOTICE_KINDS = [
  'returned', // 被退回
  'urged', // 收到督查单
  'urge-overdue', // 督查单逾期未答复
  'overdue', // 报送单逾期
  'due', // 报送单将到期
  'to-sign', // 待签批
  'to-review', // 待审核
  'urge-answered', // 督查单有答复
  'objected', // 部门有异议
  'assigned', // 分工、分解、时限有变动
  'signed', // 已签批
  'recognised', // 已认定
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** 通道: the ways in which a summary leaves the building. */
export const CHANNELS = ['mail', 'wecom', 'dingtalk'] as const
export type Channel = (typeof CHANNELS)[number]

/** 外发状态 of one message: 待发, 已发, 未能发出. */
export const OUTBOX_STATES = ['waiting', 'sent', 'failed'] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

/** 证据 kinds. */
export const EVIDENCE_KINDS = [
  'cover',
  'issue-notice',
  'approval-document',
  'acceptance-document',
  'establishment-document',
  'list-announcement',
  'other',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/**
 * What a credit says at a moment: 已认定, 审核中 (would count if what the reviewer holds were recognised), 期满后
 * (effective after the due day), or 在研 (recognised, and would count at a later stage).
 */
export const CREDIT_STANDINGS = ['recognised', 'in-review', 'late', 'open'] as const
export type CreditStanding = (typeof CREDIT_STANDINGS)[number]

/**
 * What a credit is counted by: a target's rule 指标, the same rule under another assumption 另一假设, a figure shown
 * beside it 并列数 (试点验收), or membership of any target at all 任一指标.
 */
export const COUNTER_PURPOSES = ['target', 'alternative', 'beside', 'any'] as const
export type CounterPurpose = (typeof COUNTER_PURPOSES)[number]

/** Why an item counts for a target, or why not; worded in `web/locales`. */
export const REASONS = [
  'counts',
  'no-rule',
  'nothing-recognised',
  'other-kind',
  'other-class',
  'other-level',
  'lacks-tag',
  'no-local-unit',
  'other-role',
  'amendment',
  'stage-not-reached',
  'before-window',
  'after-due',
  'not-yet',
  'failed',
  'revoked',
  'ended',
] as const
export type Reason = (typeof REASONS)[number]

/** Why a target's status is what it is; worded in `web/locales`. */
export const STATUS_REASONS = [
  'nothing-reported',
  'reached',
  'due-passed',
  'against-pace',
  'pipeline-suffices',
  'pipeline-short',
  'no-rule',
  'no-milestone',
  'too-early',
] as const
export type StatusReason = (typeof STATUS_REASONS)[number]

/** Why a text is not read as a standard number 不予识读的原因; worded in `web/locales`. */
export const REFUSALS = [
  'no-number',
  'two-numbers', // 一段文字中有两个编号
  'county-level', // 县级不制定地方标准
  'unknown-code', // 未知代号
  'unknown-place', // 未知行政区划
  'metrology-rule', // 计量检定规程, 计量技术规范 (JJG, JJF)
  'equipment-rule', // 特种设备安全技术规范 (TSG)
  'military-standard', // 国家军用标准 (GJB)
  'plan-number', // 计划号
  'document-number', // 文号
  'committee', // 技术委员会编号
  'patent', // 专利号
  'publication', // ISBN, ISSN, CN 刊号
  'classification', // ICS, CCS
  'credit-code', // 统一社会信用代码
  'atlas', // 标准设计图集
] as const
export type Refusal = (typeof REFUSALS)[number]

/** What was put right while a standard number was read; worded in `web/locales`. */
export const TIDYINGS = [
  'full-width', // 全角字符
  'dash', // 连接号
  'space', // 空格
  'case', // 大小写
  'missing-slash', // 缺斜线
  'look-alike', // 形近字符
  'year', // 年份写法
  'separator', // 其他分隔符
] as const
export type Tidying = (typeof TIDYINGS)[number]

/** 报告种类: of one year 年度评估, or after the due day 期满评估. */
export const REPORT_KINDS = ['annual', 'closing'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** 报告状态: 起草, 已印发 (frozen). */
export const REPORT_STATES = ['draft', 'issued'] as const
export type ReportState = (typeof REPORT_STATES)[number]

/** What a report can hold, in its order: the sections 章节, then the annexes 附件. */
export const REPORT_PARTS = [
  'overall', // 总体情况
  'targets', // 目标完成情况
  'tasks', // 重点任务进展情况
  'columns', // 专栏项目进展情况
  'departments', // 部门工作情况
  'reconciliation', // 与上次数字的衔接
  'problems', // 存在的问题和责任缺口
  'suggestions', // 下一步工作
  'annex-standards',
  'annex-pilots',
  'annex-organizations',
  'annex-platforms',
  'annex-enterprises',
  'annex-projects',
  'annex-changes',
  'annex-rules',
] as const
export type ReportPart = (typeof REPORT_PARTS)[number]

/** 章节状态: 自动 (as the data say it), 在写, 写完. */
export const SECTION_STATES = ['automatic', 'writing', 'written'] as const
export type SectionState = (typeof SECTION_STATES)[number]

/** 部门材料: 草稿, 已交. */
export const NARRATIVE_STATES = ['draft', 'handed-in'] as const
export type NarrativeState = (typeof NARRATIVE_STATES)[number]

/** Why an item counts in one snapshot and not in another. */
export const CHANGE_CAUSES = [
  'added', // 新增: took effect after the earlier day
  'supplementary', // 补认定: took effect by the earlier day, recognised after it
  'voided', // 作废或更正
  'ended', // 届满、撤销或不通过
  'rule-in', // 口径变化 增
  'rule-out', // 口径变化 减
] as const
export type ChangeCause = (typeof CHANGE_CAUSES)[number]

/** 导入批次状态: 正在读, 待核对, 读不了, 已取消, 正在写, 已写入, 已撤销. */
export const IMPORT_STATES = ['reading', 'open', 'refused', 'cancelled', 'writing', 'written', 'undone'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** 一行的判断: 可以导入, 有错, 待定 (是不是同一项), 没有变化, 与前面一行相同, 不导入. */
export const IMPORT_VERDICTS = ['ready', 'fault', 'ask', 'same', 'twice', 'left-out'] as const
export type ImportVerdict = (typeof IMPORT_VERDICTS)[number]

/** 一行写入以后: 新成果, 推进阶段, 任务进展, 零报告. */
export const IMPORT_EFFECTS = ['fresh', 'advance', 'task', 'zero'] as const
export type ImportEffect = (typeof IMPORT_EFFECTS)[number]
