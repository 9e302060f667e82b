/** How the office reviews, until it says otherwise: deadlines and the phrases for returns. Pure. */
import type { Phrase, ReviewSettings } from './contract.ts'

/** What a queue can be narrowed to: doubtful 有疑点, submitted again 再次提交, waiting too long 超时. */
export const QUEUE_FILTERS = ['doubtful', 'again', 'overdue'] as const
export type QueueFilter = (typeof QUEUE_FILTERS)[number]
/** Whose queue: the reviewer's 审核, or that of a department's head 签批. */
export const QUEUE_STEPS = ['review', 'sign'] as const
export type QueueStep = (typeof QUEUE_STEPS)[number]

const say = (text: string, field: Phrase['field'], kind: Phrase['kind'] = null): Phrase => ({ text, field, kind })

/** 常用语: what is wrong most often, by marked line and kind; edited by the office. */
const PHRASES: readonly Phrase[] = [
  say('标准号与封面不一致，请按封面改', 'number', 'standard'),
  say('名称与封面不一致，请按封面改', 'title', 'standard'),
  say('名称与文件不一致，请按文件改', 'title'),
  say('填的是实施日期，应填发布日期', 'effectiveOn', 'standard'),
  say('日期与文件不一致，请按文件改', 'effectiveOn'),
  say('文件证明的不是这个阶段，请改阶段或换文件', 'stage'),
  say('前言页看不到本区单位，请补写有起草单位的一页', 'units', 'standard'),
  say('文件里看不到本区单位，请补能看到的一页', 'units'),
  say('证据里没有写这个领域，请去掉，或补写明的文件', 'tags'),
  say('不属于这个专栏项目，请改', 'project'),
  say('公告与标准号对不上，请换公告', 'evidence', 'standard'),
  say('扫描件看不清，请重新扫描后上传', 'evidence'),
  say('缺证明材料，请补齐后再提交', 'evidence'),
  say('级别与文件不一致，请按文件改', 'level'),
  say('进展写得太笼统，请写明做了什么、到了哪一步', 'text', 'task'),
]

export const DEFAULT_SETTINGS: ReviewSettings = { mendDays: 10, overdueDays: 10, phrases: [...PHRASES] }

/**
 * The phrases to offer: first those for the marked lines, then those of the kind, then the rest; at most three, as many
 * as can be taken in at a glance.
 */
export function phrasesFor(
  phrases: readonly Phrase[],
  kind: Phrase['kind'],
  marked: readonly (Phrase['field'] & string)[],
): Phrase[] {
  const fitting = phrases.filter((one) => one.kind === null || one.kind === kind)
  const rank = (one: Phrase) => (one.field !== null && marked.includes(one.field) ? 0 : 2) + (one.kind === kind ? 0 : 1)
  return fitting
    .map((one, place) => ({ one, place }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.place - b.place)
    .slice(0, 3)
    .map(({ one }) => one)
}

/** The phrase that a marked line puts into the reason: the kind's own, else the general one. */
export function phraseOf(phrases: readonly Phrase[], kind: Phrase['kind'], field: string): string | null {
  const fitting = phrases.filter((one) => one.field === field && (one.kind === null || one.kind === kind))
  return (fitting.find((one) => one.kind !== null) ?? fitting[0])?.text ?? null
}
