import { useState } from 'react'
import { LEVELS, STAGES, STANDARD_CLASSES, UNIT_ROLES } from '../../db/words.ts'
import type { CountingRule, Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { CheckField, SelectField, TextAreaField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import styles from './Assignments.module.css'

const toggled = <W extends string>(list: readonly W[] | null, word: W, all: readonly W[]): W[] =>
  all.filter((one) => (one === word ? !(list ?? []).includes(word) : (list ?? []).includes(one)))

/** A rule field by field; a list in which nothing is ticked asks nothing. */
export function RuleForm(props: {
  plan: Plan
  rule: CountingRule | null
  onClose: () => void
  onNext: (rule: CountingRule) => void
}) {
  const { t } = useWording()
  const { plan } = props
  const [rule, setRule] = useState<CountingRule>(
    props.rule ?? {
      kinds: ['standard'],
      classes: null,
      levels: null,
      tags: null,
      unitRoles: [...UNIT_ROLES],
      stage: 'issued',
      amendments: false,
    },
  )
  const some = <W,>(list: W[]) => (list.length === 0 ? null : list)
  const isStandard = rule.kinds.includes('standard')
  return (
    <Dialog title={t('assignments.rules.change')} wide onClose={props.onClose}>
      {isStandard ? (
        <fieldset className={styles.options}>
          <legend>{t('assignments.rules.classes')}</legend>
          {STANDARD_CLASSES.map((one) => (
            <CheckField
              key={one}
              label={t(`words.class.${one}`)}
              checked={rule.classes?.includes(one) ?? false}
              onChange={() => setRule({ ...rule, classes: some(toggled(rule.classes, one, STANDARD_CLASSES)) })}
            />
          ))}
        </fieldset>
      ) : (
        <fieldset className={styles.options}>
          <legend>{t('assignments.rules.levels')}</legend>
          {LEVELS.map((one) => (
            <CheckField
              key={one}
              label={t(`words.level.${one}`)}
              checked={rule.levels?.includes(one) ?? false}
              onChange={() => setRule({ ...rule, levels: some(toggled(rule.levels, one, LEVELS)) })}
            />
          ))}
        </fieldset>
      )}
      <fieldset className={styles.options}>
        <legend>{t('assignments.rules.tags')}</legend>
        {plan.tags.map((one) => (
          <CheckField
            key={one.code}
            label={<PlanText>{one.name}</PlanText>}
            checked={rule.tags?.includes(one.code) ?? false}
            onChange={() => {
              const all = plan.tags.map((tag) => tag.code)
              setRule({ ...rule, tags: some(toggled(rule.tags, one.code, all)) })
            }}
          />
        ))}
      </fieldset>
      <SelectField
        label={t('assignments.rules.stage')}
        value={rule.stage}
        options={STAGES.map((one) => ({ value: one, label: t(`words.stage.${one}`) }))}
        onChange={(event) => {
          const stage = STAGES.find((one) => one === event.target.value)
          if (stage) setRule({ ...rule, stage })
        }}
      />
      <CheckField
        label={t('assignments.rules.leadOnly')}
        checked={rule.unitRoles.length === 1}
        onChange={(event) => setRule({ ...rule, unitRoles: event.target.checked ? ['lead'] : [...UNIT_ROLES] })}
      />
      {isStandard ? (
        <CheckField
          label={t('assignments.rules.amendments')}
          checked={rule.amendments}
          onChange={(event) => setRule({ ...rule, amendments: event.target.checked })}
        />
      ) : null}
      <div className={styles.acts}>
        <Button onClick={props.onClose}>{t('assignments.decide.cancel')}</Button>
        <Button kind="primary" onClick={() => props.onNext(rule)}>
          {t('assignments.rules.next')}
        </Button>
      </div>
    </Dialog>
  )
}

const LINE = /^(\d{4}-\d{2}-\d{2})[\s,，:：]+(\d{1,6})$/

/** One milestone a line: day and value. */
export function MilestonesForm(props: {
  points: readonly { on: string; value: number }[]
  onClose: () => void
  onNext: (points: { on: string; value: number }[]) => void
}) {
  const { t } = useWording()
  const [text, setText] = useState(props.points.map((one) => `${one.on} ${one.value}`).join('\n'))
  const [fault, setFault] = useState<string>()
  const next = () => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const wrong = lines.find((line) => !LINE.test(line))
    if (wrong !== undefined) return setFault(t('assignments.rules.wrongLine', { line: wrong }))
    props.onNext(
      lines.map((line) => {
        const [, on = '', value = ''] = LINE.exec(line) ?? []
        return { on, value: Number(value) }
      }),
    )
  }
  return (
    <Dialog title={t('assignments.rules.setMilestones')} onClose={props.onClose}>
      <TextAreaField
        label={t('assignments.rules.milestones')}
        hint={t('assignments.rules.milestonesHint')}
        error={fault}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.acts}>
        <Button onClick={props.onClose}>{t('assignments.decide.cancel')}</Button>
        <Button kind="primary" onClick={next}>
          {t('assignments.rules.next')}
        </Button>
      </div>
    </Dialog>
  )
}
