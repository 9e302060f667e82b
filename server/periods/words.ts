/** What the feature says when it refuses, and how it names a quarter. */
import type { Wording } from '../problem.ts'
import type { Quarter } from './quarters.ts'
import type { HandInRefusal } from './returns.ts'

const ORDINALS = '一二三四'

/** 2025年第三季度, Q3 2025. */
export function quarterName({ year, quarter }: Pick<Quarter, 'year' | 'quarter'>): Wording {
  return { zh: `${year}年第${ORDINALS[quarter - 1]}季度`, en: `Q${quarter} ${year}` }
}

/** A day in a sentence: 10月10日. */
function dayIn(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

type Told = {
  period: Quarter
  /** Entries of the quarter that were submitted, and those that came back. */
  entries: number
  returned: number
  underWay: number
  lock: { on: string; reason: string } | null
}

/** Why a return was not taken, and the way on. */
export function refusalWords(because: HandInRefusal, { period, entries, returned, underWay, lock }: Told): Wording {
  const { zh, en } = quarterName(period)
  switch (because) {
    case 'did-not-exist':
      return {
        zh: `本部门在${zh}末还没有设立或者已经撤销，不用报送。`,
        en: `The department did not exist at the end of ${en}.`,
      }
    case 'not-open':
      return { zh: `${zh}从${dayIn(period.opensOn)}起报送。`, en: `${en} can be handed in from ${period.opensOn}.` }
    case 'locked':
      return {
        zh: `${zh}已于${lock ? dayIn(lock.on) : ''}锁定：${lock?.reason ?? ''}。要补报，请区市场监管局为本部门重开。`,
        en: `${en} was locked on ${lock?.on ?? ''}: ${lock?.reason ?? ''}. Ask the reviewer to reopen it for your department.`,
      }
    case 'has-entries':
      return {
        zh: `${zh}已提交${entries}项${returned > 0 ? `、退回待补正${returned}项` : ''}，不适用零报告和无变化。请交报送单。`,
        en: `${entries} entries of ${en} are submitted${returned > 0 ? ` and ${returned} were returned` : ''}: hand these in instead.`,
      }
    case 'no-entries':
      return {
        zh: `${zh}还没有提交过填报。有成果就填报；确实没有，交零报告。`,
        en: `Nothing was reported in ${en}. Report, or hand in a zero report.`,
      }
    case 'no-statements':
      return {
        zh: '还没有写明哪一项没有变化。',
        en: 'Nothing under way was declared unchanged.',
      }
    case 'not-checked':
      return {
        zh: `请先核对在建和在研的${underWay}项，确认都没有新进展。`,
        en: `Please check the ${underWay} items under way first.`,
      }
    case 'nothing-new':
      return { zh: `${zh}已经报送过，之后没有新的内容。`, en: `${en} was handed in already and nothing is new since.` }
  }
}
