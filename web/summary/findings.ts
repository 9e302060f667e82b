import type { TargetStatus } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import type { Days } from '../api.ts'
import { daysBetween, formatDay, formatList, formatPercent, type Language, monthsOf } from '../format.ts'
import type { Translate } from '../i18n.ts'
import { type Piece, piece, plainText, planText } from '../ui/pieces.ts'
import { isAllocated, lacksOf, projectTally } from './lacks.ts'

/** The finding of the overview: its title, and the deck below it in pieces of their own weight and colour. */
export type Finding = { title: string; deck: Piece[] }

type Asked = { plan: Plan; summary: Summary; days: Days; t: Translate; language: Language }

/** One line of the title at the page's full width holds 45 em; more than this is never worth a second line. */
const LONGEST_EM = { 'zh-CN': 42, en: 60 } as const

/** 跟上进度: reached, ahead, or neither ahead nor behind. */
const KEEPING_PACE: readonly TargetStatus[] = ['met', 'ahead', 'on-pace']
const BAD: readonly TargetStatus[] = ['behind', 'at-risk', 'cannot-judge', 'missed']

/**
 * The sentence that the overview opens with, and its deck: built from the figures, longest form that fits first. Names
 * of the plan's own text are marked in it (`pieces.ts`), so that an English page can say that they are Chinese.
 */
export function finding(asked: Asked): Finding {
  const { t, language, days } = asked
  const { forms, deck } = statement(asked)
  const prefix = [
    ...(days.asOf === undefined ? [] : [t('summary.finding.asOf', { day: formatDay(days.asOf, language) })]),
    ...(days.knownAt === undefined ? [] : [t('summary.finding.knownAt', { day: formatDay(days.knownAt, language) })]),
  ].join('')
  const titles = forms.map((form) => prefix + form)
  const title = titles.find((text) => emOf(plainText(text)) <= LONGEST_EM[language]) ?? titles.at(-1) ?? ''
  return { title, deck }
}

/** The width of a text in em: digits, latin letters and spaces are about half as wide as a 汉字. */
function emOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u2000' ? 0.55 : 1), 0)
}

type Statement = { forms: string[]; deck: Piece[] }

function statement(asked: Asked): Statement {
  const { summary } = asked
  const { targets } = summary
  if (targets.length === 0) return withoutTargets(asked)
  if (targets.every(({ status }) => status === 'nothing-reported')) return nothingReported(asked)
  if (summary.due) return afterDue(asked)
  // What has no rule is never judged, and does not stand against it.
  const early = targets.filter(({ because }) => because.code === 'too-early')
  if (early.length > 0 && targets.every(({ status }) => status === 'cannot-judge')) return tooEarly(asked)
  if (targets.every(({ recognised }) => recognised === 0)) return onlyInReview(asked)
  return underWay(asked)
}

function underWay(asked: Asked): Statement {
  const { t, summary, plan } = asked
  const { targets } = summary
  const count = targets.length
  const good = targets.filter(({ status }) => KEEPING_PACE.includes(status)).length
  const met = targets.filter(({ status }) => status === 'met').length
  const deck = [...timeGone(asked), ...statusCounts(asked)]
  const behind = worstOf(targets.filter(({ status }) => status === 'behind'))
  if (behind !== undefined) {
    const keep = t('summary.finding.keep', { count, good })
    const names = namesOf(plan, behind)
    const where = whereLacking(asked, behind)
    const lacking = (name: string) =>
      keep + t('summary.finding.behind', { name, gap: behind.because.gap ?? 0, unit: behind.unit })
    return { forms: [...names.map((name) => lacking(name) + where), ...names.map(lacking), keep], deck }
  }
  const [risky] = targets.filter(({ status }) => status === 'at-risk')
  if (risky !== undefined) {
    const keep = t('summary.finding.keep', { count, good })
    const names = namesOf(plan, risky)
    const why = pipelineReason(asked, risky)
    const inRisk = (name: string) => keep + t('summary.finding.atRisk', { name })
    return {
      forms: [
        ...names.map((name) => inRisk(name) + (why === '' ? '' : t('summary.finding.colon') + why)),
        ...names.map(inRisk),
        keep,
      ],
      deck,
    }
  }
  if (met === count) {
    const early = Math.max(0, daysBetween(summary.asOf, plan.dueOn))
    return {
      forms: [t('summary.finding.allMet', { count, days: early }), t('summary.finding.allMetShort', { count })],
      deck,
    }
  }
  const unjudged = count - good
  const all =
    unjudged === 0 ? t('summary.finding.allKeep', { count }) : t('summary.finding.keepRest', { count, good, unjudged })
  return { forms: met === 0 ? [all] : [all + t('summary.finding.ofThemMet', { met }), all], deck }
}

/** The target that the title names: a headline one before a finer one, then the largest lack as a share of its target. */
function worstOf(behind: readonly SummaryTarget[]): SummaryTarget | undefined {
  const headlines = behind.filter(({ level }) => level === 'headline')
  const share = ({ because, value }: SummaryTarget) => (because.gap ?? 0) / value
  return [...(headlines.length > 0 ? headlines : behind)].sort((one, other) => share(other) - share(one))[0]
}

/** Where a lack lies: with two departments that make half of it, spread over many, or with nobody. */
function whereLacking({ t, plan, language }: Asked, target: SummaryTarget): string {
  if (!isAllocated(target)) return t('summary.finding.notAllocated')
  const lacks = lacksOf(target, false)
  if (lacks.length === 0) return ''
  const two = lacks.slice(0, 2)
  const most = two.reduce((sum, { lack }) => sum + lack, 0)
  if (most * 2 >= (target.because.gap ?? 0)) {
    const names = two.map(({ department }) => departmentName(plan, department))
    return t('summary.finding.mainly', { names: formatList(names, language) })
  }
  return t('summary.finding.spread', { count: lacks.length })
}

/** 第3项在询问阶段，通常还需11个月 */
function pipelineReason({ t }: Asked, target: SummaryTarget): string {
  const { stage, remainingDays } = target.because
  if (stage === null) return ''
  const at = t('summary.reason.stageOf', { value: target.value, unit: target.unit, stage: t(`words.stage.${stage}`) })
  return remainingDays === null ? at : at + t('summary.reason.remaining', { count: monthsOf(remainingDays) })
}

function afterDue(asked: Asked): Statement {
  const { t, summary, plan, language } = asked
  const { targets } = summary
  const count = targets.length
  const reached = targets.filter(({ recognised, value }) => recognised >= value).length
  const onTime = targets.filter((target) => target.onTime >= target.value).length
  const supplemented = targets.filter(({ supplementary }) => supplementary > 0).length
  const late = targets.filter((target) => target.late > 0).length
  // A target without a rule was neither reached nor missed.
  const unjudged = targets.filter(({ status }) => status === 'cannot-judge').length
  const sentences = [
    t('summary.deck.fixedOn', { day: formatDay(plan.dueOn, language) }),
    ...(supplemented > 0 ? [t('summary.deck.supplemented', { count: supplemented, onTime, reached })] : []),
    ...(late > 0 ? [t('summary.deck.late', { count: late })] : []),
  ]
  return {
    forms: [
      reached === count
        ? t('summary.finding.dueAllMet', { count })
        : t('summary.finding.due', { count, reached, missed: count - reached - unjudged }) +
          (unjudged === 0 ? '' : t('summary.deck.comma') + t('summary.deck.status.cannot-judge', { count: unjudged })),
    ],
    deck: sentences.map((sentence) => piece(sentence)),
  }
}

function tooEarly(asked: Asked): Statement {
  const { t, plan, summary, language } = asked
  if (summary.asOf < plan.startsOn)
    return {
      forms: [t('summary.finding.notStarted', { count: plan.targets.length })],
      deck: [piece(t('summary.deck.notStarted', { day: formatDay(plan.startsOn, language) }))],
    }
  return {
    forms: [t('summary.finding.tooEarly', { count: plan.targets.length })],
    deck: [piece(t('summary.deck.tooEarly', { day: formatDay(plan.startsOn, language) }))],
  }
}

function onlyInReview(asked: Asked): Statement {
  const { t, summary } = asked
  const entries = summary.queue.entries
  return {
    forms: [entries > 0 ? t('summary.finding.onlyInReview', { count: entries }) : t('summary.finding.noneRecognised')],
    deck: [...timeGone(asked), ...statusCounts(asked)],
  }
}

function nothingReported(asked: Asked): Statement {
  const { t, plan, summary, language } = asked
  return {
    forms: [t('summary.finding.nothingReported', { count: summary.targets.length })],
    deck: [
      piece(
        t('summary.deck.period', {
          from: formatDay(plan.startsOn, language),
          to: formatDay(plan.dueOn, language),
        }),
      ),
      piece(t('summary.deck.nothingReported')),
    ],
  }
}

function withoutTargets(asked: Asked): Statement {
  const { t, plan, summary, language } = asked
  const reported = summary.tasks.filter(({ status }) => status !== 'not-reported').length
  const behind = summary.tasks.filter(({ status }) => status === 'behind').length
  const tasks = summary.tasks.length
  const supports = plan.supports.length
  const title =
    reported === 0
      ? t('summary.finding.tasksNothing', { count: tasks })
      : behind > 0
        ? t('summary.finding.tasksBehind', { count: tasks, reported, behind })
        : t('summary.finding.tasks', { count: tasks, reported })
  return {
    forms: [title],
    deck: [
      piece(t('summary.deck.noTargets')),
      ...(supports > 0 ? [piece(t('summary.deck.supports', { count: supports }))] : []),
      piece(
        t('summary.deck.period', {
          from: formatDay(plan.startsOn, language),
          to: formatDay(plan.dueOn, language),
        }),
      ),
    ],
  }
}

/** 计划期已过76.4%，距2025年12月31日还有184天。 */
function timeGone({ t, plan, summary, language }: Asked): Piece[] {
  if (summary.asOf === plan.dueOn) return [piece(t('summary.deck.dueToday'))]
  return [
    piece(
      t('summary.deck.timeGone', {
        share: formatPercent(summary.elapsed, 1),
        count: Math.max(0, daysBetween(summary.asOf, plan.dueOn)),
        due: formatDay(plan.dueOn, language),
      }),
    ),
  ]
}

const TONES: Partial<Record<TargetStatus, Piece['tone']>> = { behind: 'behind', missed: 'behind', 'at-risk': 'risk' }

/** 3项已达成，1项超序时，3项序时内；2项滞后，2项有风险，1项无法判断。 */
function statusCounts({ t, summary }: Asked): Piece[] {
  const said = (statuses: readonly TargetStatus[]) =>
    statuses.flatMap((status) => {
      const count = summary.targets.filter((target) => target.status === status).length
      return count === 0 ? [] : [piece(t(`summary.deck.status.${status}`, { count }), TONES[status])]
    })
  const [good, bad] = [said(KEEPING_PACE), said(BAD)]
  return [
    ...joined(good, t('summary.deck.comma')),
    ...(good.length > 0 && bad.length > 0 ? [piece(t('summary.deck.semicolon'))] : []),
    ...joined(bad, t('summary.deck.comma')),
    piece(t('summary.deck.stop')),
  ]
}

function joined(pieces: readonly Piece[], between: string): Piece[] {
  return pieces.flatMap((one, index) => (index === 0 ? [one] : [piece(between), one]))
}

/** The verb before what is counted is left out where a sentence has its own. */
const VERB = /^(制修订|研制|建设|培育|创建|制定)/

/** The name of a target inside a sentence that has its own verb: 国家、行业、地方标准. */
export const nounOf = (name: string): string => name.replace(VERB, '')

/** The name of a target for a sentence, then its short name for where the whole one does not fit. */
function namesOf(plan: Plan, target: SummaryTarget): string[] {
  const short = plan.targets.find(({ code }) => code === target.code)?.shortName
  return [planText(nounOf(target.name)), ...(short === undefined ? [] : [planText(short)])]
}

function departmentName(plan: Plan, code: string): string {
  return planText(plan.departments.find((department) => department.code === code)?.name ?? code)
}

/**
 * The second line of a target's row: why its status is a bad one, and with whom. Undefined where the status needs no
 * word. After the due day also what changed since.
 */
export function rowReason(asked: Omit<Asked, 'days'>, target: SummaryTarget): string | undefined {
  const { t, plan, language, summary } = asked
  const { because, unit, inReview } = target
  const clauses: string[] = []
  const semicolon = t('summary.deck.semicolon')
  switch (because.code) {
    case 'against-pace': {
      if (target.status !== 'behind') return undefined
      const lacks = lacksOf(target, false).slice(0, 2)
      const names = lacks.map(({ department, lack }) =>
        t('summary.reason.departmentLack', { name: departmentName(plan, department), count: lack, unit }),
      )
      const gap = t('summary.reason.gap', { count: because.gap ?? 0, unit })
      clauses.push(names.length > 0 ? gap + t('summary.finding.colon') + names.join(t('summary.deck.comma')) : gap)
      if (!isAllocated(target)) clauses.push(t('summary.reason.notAllocated'))
      break
    }
    case 'pipeline-short': {
      if (inReview > 0) clauses.push(t('summary.reason.inReview', { count: inReview, unit }))
      const why = pipelineReason({ ...asked, days: {} }, target)
      clauses.push(why === '' ? t('summary.reason.pipelineEmpty') : why)
      break
    }
    case 'no-rule':
    case 'no-milestone':
    case 'too-early': {
      clauses.push(t(`summary.reason.${because.code}`))
      if (because.code === 'no-rule' && !isAllocated(target)) clauses.push(t('summary.reason.notAllocated'))
      break
    }
    case 'due-passed':
      if (target.recognised < target.value) {
        clauses.push(t('summary.reason.gap', { count: target.value - target.recognised, unit }))
      }
      break
    case 'nothing-reported':
    case 'reached':
    case 'pipeline-suffices':
      break
  }
  if (summary.due) {
    if (target.supplementary > 0) {
      clauses.push(t('summary.reason.supplementary', { count: target.supplementary, unit, total: target.recognised }))
    }
    if (target.late > 0) clauses.push(t('summary.reason.late', { count: target.late, unit }))
    if (target.inBeing !== null && target.inBeing !== target.recognised) {
      clauses.push(
        t('summary.reason.inBeing', {
          fixed: target.recognised,
          now: target.inBeing,
          unit,
          day: formatDay(summary.asOf, language, plan.dueOn),
        }),
      )
    }
  }
  return clauses.length === 0 ? undefined : clauses.join(semicolon)
}

/** 43个专栏项目：完成11个，推进27个，未启动5个；推进中有5个停滞 */
export function projectsFinding(columns: Summary['columns'], t: Translate): string {
  const { total, done, active, notStarted, stalled } = projectTally(columns)
  const sentence = t('summary.finding.projects', { count: total, done, active, notStarted })
  return stalled > 0 ? sentence + t('summary.finding.projectsStalled', { count: stalled }) : sentence
}
