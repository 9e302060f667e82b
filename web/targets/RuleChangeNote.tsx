import { useQuery } from '@tanstack/react-query'
import type { Plan, PlanTarget } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { summaryQuery } from '../api.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'
import { type RuleChange, recentRuleChange } from './rule-change.ts'

/**
 * 第3版口径自7月1日起，此前按第2版为95项: for 30 days beside a figure whose rule has changed; else nothing. `named`, in a
 * line among others, only where the figure is another one.
 */
export function RuleChangeNote(props: { plan: Plan; target: PlanTarget; summary: Summary; named?: boolean }) {
  const change = recentRuleChange(props.target, props.summary.knownAt)
  return change === null ? null : <Said {...props} change={change} />
}

function Said(props: { plan: Plan; target: PlanTarget; summary: Summary; named?: boolean; change: RuleChange }) {
  const { t, day } = useWording()
  const { plan, target, summary, change, named = false } = props
  const knownAt = change.lastDayBefore
  const asOf = summary.asOf < knownAt ? summary.asOf : knownAt
  const before = useQuery(summaryQuery(plan.code, { asOf, knownAt })).data
  const figureOf = (from: Summary) => from.targets.find(({ code }) => code === target.code)?.recognised
  const figure = before?.asOf === asOf && before.knownAt === knownAt ? figureOf(before) : undefined
  if (named && (figure === undefined || figure === figureOf(summary))) return null
  return (
    <p className="note quiet">
      {named ? (
        <>
          <PlanText>{target.name}</PlanText>
          {t('summary.finding.colon')}
        </>
      ) : null}
      {t('targets.ruleChanged', { version: change.version, day: day(change.on, summary.asOf) })}
      {figure === undefined
        ? null
        : t('targets.ruleBefore', { version: change.before, count: figure, unit: target.unit })}
    </p>
  )
}
