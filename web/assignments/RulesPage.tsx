import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LEVELS, STAGES, STANDARD_CLASSES, UNIT_ROLES } from '../../db/words.ts'
import type { Rules } from '../../server/assignments/contract.ts'
import type { CountingRule, Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { ruleSentence } from '../plan/rule-sentence.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { CheckField, SelectField, TextAreaField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Assignments.module.css'
import { askEffect, decide, rulesQuery } from './api.ts'
import { Decide, type Ruled } from './Decide.tsx'

/** 口径和假设: what counts and how the open points are read, each with before, after and effect when it is changed. */
export function RulesPage() {
  const query = usePlanAndSummary()
  return (
    <RequireSignIn roles={['reviewer']}>
      <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['20rem', '16rem']} />} empty={null}>
        {({ plan, summary }) => <Chosen plan={plan} summary={summary} />}
      </Loaded>
    </RequireSignIn>
  )
}

function Chosen({ plan, summary }: { plan: Plan; summary: Summary }) {
  const query = useQuery(rulesQuery(plan.code))
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['20rem', '16rem']} />} empty={null}>
      {(rules) => <All plan={plan} summary={summary} rules={rules} />}
    </Loaded>
  )
}

/** A change that is being decided: its request without who, when and why, and its two sides in words. */
type Change = {
  what: 'rules' | 'readings' | 'milestones'
  body: Record<string, unknown>
  title: string
  before: string
  after: string
}
type Editing = { kind: 'rule' | 'milestones'; target: string }

function All({ plan, summary, rules }: { plan: Plan; summary: Summary; rules: Rules }) {
  const wording = useWording()
  const { t, list } = wording
  const [editing, setEditing] = useState<Editing>()
  const [change, setChange] = useState<Change>()
  const [receipt, setReceipt] = useState<string>()
  const sentence = (target: string, rule: CountingRule | null) => {
    const its = plan.targets.find((one) => one.code === target)
    return rule === null || its === undefined
      ? t('assignments.rules.noRule')
      : ruleSentence(wording, rule, its.measure, plan)
  }
  const points = (of: readonly { on: string; value: number }[]) =>
    of.length === 0 ? t('assignments.rules.noMilestones') : list(of.map((one) => `${one.on} ${one.value}`))
  const edited = rules.targets.find((one) => one.code === editing?.target)
  return (
    <>
      <PageTitle title={t('assignments.rules.title')} deck={t('assignments.rules.deck')} />
      {receipt === undefined ? null : <Notice tone="done" role="status" title={receipt} />}
      <Section title={t('assignments.rules.rules')}>
        <ul className={styles.rows}>
          {rules.targets.map((one) => {
            const last = one.versions.at(-1)
            const decided = one.milestoneDecisions[0]
            const shown = decided?.points.length ? decided.points : one.milestones
            return (
              <li key={one.code}>
                <div className={styles.what}>
                  <PlanText className={styles.strong}>
                    {plan.targets.find((other) => other.code === one.code)?.name}
                  </PlanText>
                  <p>{sentence(one.code, last?.rule ?? null)}</p>
                  <p className="note">
                    {t('assignments.rules.version', {
                      version: last?.version,
                      by: last?.decidedBy,
                      day: last?.decidedOn,
                      number: last?.number ?? '—',
                    })}
                    {shown.length === 0 ? '' : ` · ${t('assignments.rules.milestonesAre', { points: points(shown) })}`}
                  </p>
                </div>
                <Button onClick={() => setEditing({ kind: 'rule', target: one.code })}>
                  {t('assignments.rules.change')}
                </Button>
                <Button onClick={() => setEditing({ kind: 'milestones', target: one.code })}>
                  {t('assignments.rules.setMilestones')}
                </Button>
              </li>
            )
          })}
        </ul>
      </Section>
      <Section title={t('assignments.rules.assumptions')}>
        <ul className={styles.rows}>
          {rules.assumptions.map((one) => {
            const its = plan.assumptions.find((other) => other.code === one.code)
            const other = one.reading === 'original' ? 'alternative' : 'original'
            const words = { original: its?.title ?? '', alternative: its?.alternative ?? '' }
            return (
              <li key={one.code}>
                <div className={styles.what}>
                  <PlanText className={styles.strong}>{words[one.reading]}</PlanText>
                  <p>
                    <PlanText>{its?.text}</PlanText>
                  </p>
                  {words[other] === '' ? null : (
                    <p className="note">{t('assignments.rules.otherReading', { reading: words[other] })}</p>
                  )}
                  {one.decisions[0] === undefined ? null : (
                    <p className="note">
                      {t('assignments.rules.readingDecided', {
                        by: one.decisions[0].decidedBy,
                        day: one.decisions[0].decidedOn,
                        number: one.decisions[0].decisionNumber,
                      })}
                    </p>
                  )}
                </div>
                {one.because === null ? (
                  <Button
                    onClick={() =>
                      setChange({
                        what: 'readings',
                        body: { assumption: one.code, was: one.reading, reading: other },
                        title: t('assignments.rules.askReading'),
                        before: words[one.reading],
                        after: words[other],
                      })
                    }
                  >
                    {t('assignments.rules.takeOther')}
                  </Button>
                ) : (
                  <span className="note">{t(`assignments.rules.because.${one.because}`)}</span>
                )}
              </li>
            )
          })}
        </ul>
      </Section>
      {editing?.kind === 'rule' && edited ? (
        <RuleForm
          plan={plan}
          rule={edited.versions.at(-1)?.rule ?? null}
          onClose={() => setEditing(undefined)}
          onNext={(rule) => {
            const last = edited.versions.at(-1)
            setEditing(undefined)
            setChange({
              what: 'rules',
              body: { target: edited.code, was: last?.version ?? 0, rule },
              title: t('assignments.rules.askRule'),
              before: sentence(edited.code, last?.rule ?? null),
              after: sentence(edited.code, rule),
            })
          }}
        />
      ) : null}
      {editing?.kind === 'milestones' && edited ? (
        <MilestonesForm
          points={edited.milestoneDecisions[0]?.points ?? edited.milestones}
          onClose={() => setEditing(undefined)}
          onNext={(next) => {
            const last = edited.milestoneDecisions[0]
            setEditing(undefined)
            setChange({
              what: 'milestones',
              body: { target: edited.code, was: last?.id ?? 0, points: next },
              title: t('assignments.rules.askMilestones'),
              before: points(last?.points ?? edited.milestones),
              after: points(next),
            })
          }}
        />
      ) : null}
      {change === undefined ? null : (
        <Decide
          title={`${change.title}${t('assignments.rules.fromTo', { before: change.before, after: change.after })}`}
          today={summary.knownAt}
          ruling
          save={t('assignments.rules.save')}
          effect={(said: Ruled) => askEffect(plan.code, change.what, { ...change.body, ...said })}
          onSave={async (said, key) => {
            await decide(plan.code, change.what, { ...change.body, ...said }, key)
            setReceipt(t('assignments.rules.saved', { number: said.decisionNumber, day: said.decidedOn }))
          }}
          onClose={() => setChange(undefined)}
          onDone={() => setChange(undefined)}
        />
      )}
    </>
  )
}

const toggled = <W extends string>(list: readonly W[] | null, word: W, all: readonly W[]): W[] =>
  all.filter((one) => (one === word ? !(list ?? []).includes(word) : (list ?? []).includes(one)))

/** A rule field by field; a list in which nothing is ticked asks nothing. */
function RuleForm(props: {
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
        <fieldset>
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
        <fieldset>
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
      <fieldset>
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
function MilestonesForm(props: {
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
