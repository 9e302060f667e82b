import type { Measure } from '../../db/words.ts'
import type { CountingRule, Plan } from '../../server/plan/contract.ts'
import type { Translate, Wording } from '../i18n.ts'
import { planText } from '../ui/pieces.ts'

/** A counting rule 口径 in words, as it stands beside every figure that it makes; names of the plan marked. */
export function ruleSentence(
  { t, list }: Pick<Wording, 't' | 'list'>,
  rule: CountingRule,
  measure: Measure,
  plan: Plan,
): string {
  const parts = [t('plan.ruleKinds', { kinds: list(rule.kinds.map((kind) => t(`words.kind.${kind}`))) })]
  if (rule.classes !== null)
    parts.push(t('plan.ruleClasses', { classes: list(rule.classes.map((one) => t(`words.class.${one}`))) }))
  if (rule.levels !== null)
    parts.push(t('plan.ruleLevels', { levels: list(rule.levels.map((one) => t(`words.level.${one}`))) }))
  if (rule.tags !== null) {
    const names = rule.tags.map((tag) => plan.tags.find((one) => one.code === tag)?.name ?? tag)
    parts.push(t('plan.ruleTags', { tags: planText(list(names)) }))
  }
  if (rule.unitRoles.length === 1)
    parts.push(t('plan.ruleRoles', { roles: list(rule.unitRoles.map((role) => t(`words.unitRole.${role}`))) }))
  const stage = t(`words.stage.${rule.stage}`)
  parts.push(t(measure === 'stock' ? 'plan.ruleStock' : 'plan.ruleStage', { stage }))
  if (rule.amendments) parts.push(t('plan.ruleAmendments'))
  return parts.join(t('plan.clause'))
}

/** What the document reads, and as what its slip is taken; both marked as the plan's. */
export function correctionSentence(t: Translate, correction: { original: string; corrected: string }): string {
  return t('plan.correction', {
    original: planText(correction.original),
    corrected: planText(correction.corrected),
  })
}
