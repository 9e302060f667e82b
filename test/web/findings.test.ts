import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import type { Days } from '../../web/api.ts'
import type { Language } from '../../web/format.ts'
import type { Translate } from '../../web/i18n.ts'
import { en } from '../../web/locales/en.ts'
import { zhCN } from '../../web/locales/zh-CN.ts'
import { finding, projectsFinding, rowReason } from '../../web/summary/findings.ts'
import { plainText, runs } from '../../web/ui/pieces.ts'
import { aPlan, aSummary, withTargets } from '../fixtures/summary.ts'

let translators: Record<Language, Translate>

beforeAll(async () => {
  const wording = i18next.createInstance()
  await wording.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  translators = { 'zh-CN': wording.getFixedT('zh-CN') as Translate, en: wording.getFixedT('en') as Translate }
})

function targetOf(summary: Summary, code: string) {
  const target = summary.targets.find((one) => one.code === code)
  if (target === undefined) throw new Error(`no target ${code}`)
  return target
}

type Case = { plan?: Plan; summary?: Summary; days?: Days; language?: Language }

function asked({ plan = aPlan(), summary = aSummary(), days = {}, language = 'zh-CN' }: Case = {}) {
  return { plan, summary, days, language, t: translators[language] }
}
const titleOf = (change?: Case) => plainText(finding(asked(change)).title)
const deckOf = (change?: Case) =>
  plainText(
    finding(asked(change))
      .deck.map(({ text }) => text)
      .join(''),
  )

const all = (summary: Summary, change: (target: Summary['targets'][number]) => Partial<Summary['targets'][number]>) =>
  withTargets(summary, Object.fromEntries(summary.targets.map((target) => [target.code, change(target)])))
const onPace = { status: 'on-pace', because: { ...targetOf(aSummary(), 'platforms').because } } as const
const met = { status: 'met', because: { ...targetOf(aSummary(), 'pilots').because } } as const
/** The figures with nobody behind. */
const nobodyBehind = () => withTargets(aSummary(), { 'national-industry-local': onPace, 'low-carbon': onPace })
const nobodyBad = () => all(aSummary(), ({ status }) => (['met', 'ahead', 'on-pace'].includes(status) ? {} : onPace))

describe('the finding of the overview', () => {
  test('some behind: how many keep pace, the worst, and the two departments that make half of its lack', () => {
    expect(titleOf()).toBe('12项指标7项跟上进度；国家、行业、地方标准比序时少18项，主要差在区工信局、区卫健局')
    expect(deckOf()).toBe(
      '计划期已过76.4%，距2025年12月31日还有184天。3项已达成，1项超序时，3项序时内；2项滞后，2项有风险，1项无法判断。',
    )
  })

  test('only what is bad has a colour in the deck', () => {
    expect(finding(asked()).deck.filter(({ tone }) => tone !== undefined)).toEqual([
      { text: '2项滞后', tone: 'behind' },
      { text: '2项有风险', tone: 'risk' },
    ])
  })

  test('in English the names of the plan stay Chinese and are marked as such', () => {
    const { title } = finding(asked({ language: 'en' }))
    expect(plainText(title)).toBe(
      '7 of 12 targets keep pace; 国家、行业、地方标准 is 18 short of pace, mainly in 区工信局, 区卫健局',
    )
    expect(
      runs(title)
        .filter((run) => run.ofPlan)
        .map((run) => run.text),
    ).toContain('国家、行业、地方标准')
  })

  test('a headline target that is behind is named before a finer one that lacks more of its value', () => {
    const summary = withTargets(aSummary(), {
      'low-carbon': { because: { ...targetOf(aSummary(), 'low-carbon').because, gap: 8 } },
    })
    expect(titleOf({ summary })).toContain('国家、行业、地方标准比序时少18项')
    const finer = withTargets(summary, { 'national-industry-local': onPace })
    expect(titleOf({ summary: finer })).toContain('绿色低碳国行地团标准比序时少8项')
  })

  test('a lack spread over many departments says over how many', () => {
    const target = targetOf(aSummary(), 'national-industry-local')
    const spread = ['gxj', 'wjj', 'kjj', 'zjj', 'dsjj', 'cgj'].map((department) => ({
      department,
      recognised: 7,
      inReview: 0,
      allocated: 13,
      expected: 10,
    }))
    const summary = withTargets(aSummary(), { [target.code]: { byDepartment: spread } })
    expect(titleOf({ summary })).toBe('12项指标7项跟上进度；国家、行业、地方标准比序时少18项，差距分布在6个部门')
  })

  test('a lack that nobody was asked to fill says so', () => {
    const summary = withTargets(aSummary(), { 'national-industry-local': { byDepartment: [] } })
    expect(titleOf({ summary })).toBe('12项指标7项跟上进度；国家、行业、地方标准比序时少18项，尚未分解到部门')
  })

  test('none behind, some at risk: which, and what it waits for', () => {
    expect(titleOf({ summary: nobodyBehind() })).toBe(
      '12项指标9项跟上进度；国际标准有风险：第3项在询问阶段，通常还需11个月',
    )
  })

  test('all well, and how many are met', () => {
    expect(titleOf({ summary: nobodyBad() })).toBe('12项指标均跟上进度，其中3项已达成')
    const unjudged = all(aSummary(), ({ status }) => (['behind', 'at-risk'].includes(status) ? onPace : {}))
    expect(titleOf({ summary: unjudged })).toBe('12项指标11项跟上进度，1项无法判断，其中3项已达成')
  })

  test('all met early', () => {
    expect(titleOf({ summary: { ...all(aSummary(), () => met), asOf: '2025-11-14' } })).toBe(
      '12项指标全部达成，比期限早47天',
    )
  })

  test('only in review', () => {
    const summary = all(aSummary({ queue: { entries: 6, oldestDays: 3 } }), () => ({ ...onPace, recognised: 0 }))
    expect(titleOf({ summary })).toBe('尚无已认定的成果；待审6条')
  })

  test('after the due day: reached and missed, and what was added since', () => {
    const missed = { ...onPace, status: 'missed', because: { ...onPace.because, code: 'due-passed' } } as const
    const reached = all(aSummary({ due: true, asOf: '2026-03-31' }), ({ value }) => ({
      ...met,
      recognised: value,
      onTime: value,
      inBeing: null,
    }))
    const summary = withTargets(reached, {
      'national-industry-local': { ...missed, recognised: 146, onTime: 141, supplementary: 5, late: 2 },
      platforms: { ...missed, recognised: 1, onTime: 1 },
      organizations: { recognised: 31, onTime: 31, inBeing: 30 },
    })
    expect(titleOf({ summary })).toBe('方案已期满：12项指标达成10项，未达成2项')
    const unjudged = withTargets(summary, {
      platforms: { status: 'cannot-judge', because: { ...onPace.because, code: 'no-rule' }, recognised: 0, onTime: 0 },
    })
    expect(titleOf({ summary: unjudged })).toBe('方案已期满：12项指标达成10项，未达成1项，1项无法判断')
    expect(deckOf({ summary })).toBe(
      '按2025年12月31日定格。1项指标有期后补认定（期内生效、期后认定）：按期达成10项，补认定后10项。1项指标另有期后生效的成果，不计入。',
    )
    const reason = (code: string) => rowReason(asked({ summary }), targetOf(summary, code))
    expect(reason('national-industry-local')).toBe('差4项；含期后补认定5项；逾期2项不计入')
    expect(reason('organizations')).toBe('定格31个，2026年3月31日在册30个')
    expect(reason('platforms')).toBe('差1个')
    expect(reason('enterprises')).toBeUndefined()
  })

  test('before thirty days of the plan pace is not judged', () => {
    const early = { ...onPace, status: 'cannot-judge', because: { ...onPace.because, code: 'too-early' } } as const
    const summary = all(aSummary({ asOf: '2023-12-01' }), () => early)
    expect(titleOf({ summary })).toBe('方案起算不足一个月，12项指标暂不判断进度')
    expect(deckOf({ summary })).toBe('方案自2023年11月13日起算，尚不足一个月，不判断进度。')
    // A target without a rule is not judged either, on any day.
    const unruled = { ...early, because: { ...early.because, code: 'no-rule' } } as const
    const [first, ...others] = summary.targets
    const mixed = { ...summary, targets: [...(first ? [{ ...first, ...unruled }] : []), ...others] }
    expect(titleOf({ summary: mixed })).toBe('方案起算不足一个月，12项指标暂不判断进度')
    expect(titleOf({ summary: { ...mixed, asOf: '2023-01-01' } })).toBe('方案尚未起算，12项指标还没有数字')
  })

  test('nothing reported is no failure', () => {
    const nothing = {
      ...onPace,
      status: 'nothing-reported',
      because: { ...onPace.because, code: 'nothing-reported' },
    } as const
    expect(titleOf({ summary: all(aSummary(), () => nothing) })).toBe('12项指标尚无填报')
  })

  test('another day, and what was known then, come first', () => {
    expect(titleOf({ summary: nobodyBad(), days: { asOf: '2025-03-31' } })).toBe(
      '截至2025年3月31日，12项指标均跟上进度，其中3项已达成',
    )
    expect(titleOf({ summary: nobodyBad(), days: { asOf: '2025-03-31', knownAt: '2025-04-01' } })).toBe(
      '截至2025年3月31日，按2025年4月1日所知，12项指标均跟上进度，其中3项已达成',
    )
  })

  test('a plan without targets speaks of its tasks', () => {
    const plan = aPlan({ targets: [] })
    const summary = aSummary({ targets: [] })
    expect(titleOf({ plan, summary })).toBe('16项重点任务：15项已有进展填报，2项滞后')
    const silent = {
      ...summary,
      tasks: summary.tasks.map((task) => ({ ...task, status: 'not-reported' as const, since: null })),
    }
    expect(titleOf({ plan, summary: silent })).toBe('16项重点任务尚无填报')
  })
})

describe('the second line of a row', () => {
  const reasonOf = (code: string, language: Language = 'zh-CN') => {
    const question = asked({ language })
    const reason = rowReason(question, targetOf(question.summary, code))
    return reason === undefined ? undefined : plainText(reason)
  }

  test.each([
    ['national-industry-local', '差18项：区工信局差9项，区卫健局差6项'],
    ['international', '审核中1项；第3项在询问阶段，通常还需11个月'],
    ['original', '尚无认定口径；未分解到部门'],
    ['pilots', undefined],
    ['organizations', undefined],
    ['platforms', undefined],
  ])('%s: %s', (code, text) => {
    expect(reasonOf(code)).toBe(text)
  })

  test('in English', () => {
    expect(reasonOf('national-industry-local', 'en')).toBe('18 short: 区工信局 9 short, 区卫健局 6 short')
    expect(reasonOf('international', 'en')).toBe('1 in review; no. 3 is at Enquiry, which usually takes 11 more months')
  })
})

test('the finding of the projects', () => {
  expect(projectsFinding(aSummary().columns, translators['zh-CN'])).toBe(
    '43个专栏项目：完成11个，推进27个，未启动5个；推进中有5个停滞',
  )
})
