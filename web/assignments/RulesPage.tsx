import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reading } from '../../db/words.ts'
import type { Rules } from '../../server/assignments/contract.ts'
import type { CountingRule, Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { ruleSentence } from '../plan/rule-sentence.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { PlanText, TargetLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Assignments.module.css'
import { askEffect, decide, rulesQuery } from './api.ts'
import { Decide, type Ruled } from './Decide.tsx'
import { MilestonesForm, RuleForm } from './RuleForms.tsx'

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

const otherOf = (reading: Reading): Reading => (reading === 'original' ? 'alternative' : 'original')

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
  const targetOf = (code: string) => plan.targets.find((one) => one.code === code)
  const wordsOf = (code: string) => {
    const its = plan.assumptions.find((one) => one.code === code)
    return { original: its?.title ?? '', alternative: its?.alternative ?? '', text: its?.text ?? '' }
  }
  const without = rules.targets.filter((one) => (one.versions.at(-1)?.rule ?? null) === null).length
  const edited = rules.targets.find((one) => one.code === editing?.target)
  return (
    <>
      <PageTitle
        title={t(without === 0 ? 'assignments.rules.findingAll' : 'assignments.rules.finding', {
          count: rules.targets.length,
          without,
        })}
        deck={t('assignments.rules.deck')}
      />
      {receipt === undefined ? null : <Notice tone="done" role="status" title={receipt} />}
      <Section title={t('assignments.rules.rules')}>
        <Table
          caption={t('assignments.rules.rules')}
          rows={rules.targets}
          rowKey={(row) => row.code}
          columns={[
            {
              key: 'target',
              head: t('assignments.rules.target'),
              names: true,
              width: '20rem',
              cell: (row) => (
                <TargetLink target={row.code} className="plain">
                  <PlanText>{targetOf(row.code)?.name}</PlanText>
                </TargetLink>
              ),
            },
            {
              key: 'rule',
              head: t('assignments.rules.rule'),
              cell: (row) => <RuleInForce row={row} sentence={sentence(row.code, row.versions.at(-1)?.rule ?? null)} />,
            },
            {
              key: 'recognised',
              head: t('assignments.rules.recognised'),
              align: 'end',
              width: '9rem',
              cell: (row) => {
                const its = targetOf(row.code)
                const figure = summary.targets.find((one) => one.code === row.code)
                return its === undefined || figure === undefined ? null : (
                  <>
                    <span className="strong">{figure.recognised}</span>{' '}
                    <span className="note quiet nowrap">
                      {t('common.atLeast', { value: its.value, unit: its.unit })}
                    </span>
                  </>
                )
              },
            },
            {
              key: 'acts',
              head: t('assignments.rules.acts'),
              width: '10rem',
              cell: (row) => (
                <span className={styles.words}>
                  <button
                    type="button"
                    className="word"
                    onClick={() => setEditing({ kind: 'rule', target: row.code })}
                    aria-label={`${t('assignments.rules.change')}：${targetOf(row.code)?.shortName ?? ''}`}
                  >
                    {t('assignments.rules.change')}
                  </button>
                  <button
                    type="button"
                    className="word"
                    onClick={() => setEditing({ kind: 'milestones', target: row.code })}
                    aria-label={`${t('assignments.rules.setMilestones')}：${targetOf(row.code)?.shortName ?? ''}`}
                  >
                    {t('assignments.rules.setMilestones')}
                  </button>
                </span>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('assignments.rules.assumptions')} note={t('assignments.rules.assumptionsNote')}>
        <Table
          caption={t('assignments.rules.assumptions')}
          rows={rules.assumptions}
          rowKey={(row) => row.code}
          columns={[
            {
              key: 'reading',
              head: t('assignments.rules.reading'),
              names: true,
              cell: (row) => {
                const words = wordsOf(row.code)
                const [decision] = row.decisions
                return (
                  <>
                    <PlanText className="strong">{words[row.reading]}</PlanText>
                    <span className={styles.under}>
                      <PlanText>{words.text}</PlanText>
                    </span>
                    {decision === undefined ? null : (
                      <span className={styles.under}>
                        {t('assignments.rules.readingDecided', {
                          ...{ by: decision.decidedBy, day: decision.decidedOn, number: decision.decisionNumber },
                        })}
                      </span>
                    )}
                  </>
                )
              },
            },
            {
              key: 'other',
              head: t('assignments.rules.other'),
              width: '18rem',
              cell: (row) => {
                const other = wordsOf(row.code)[otherOf(row.reading)]
                return other === '' ? <span className="quiet">—</span> : <PlanText>{other}</PlanText>
              },
            },
            {
              key: 'targets',
              head: t('assignments.rules.bearsOn'),
              width: '14rem',
              cell: (row) => {
                const its = plan.assumptions.find((one) => one.code === row.code)?.targets ?? []
                return its.length === 0 ? (
                  <span className="quiet">{t('assignments.rules.everything')}</span>
                ) : (
                  <PlanText className="note">{list(its.map((code) => targetOf(code)?.shortName ?? code))}</PlanText>
                )
              },
            },
            {
              key: 'acts',
              head: t('assignments.rules.acts'),
              width: '10rem',
              cell: (row) =>
                row.because === null ? (
                  <button
                    type="button"
                    className="word"
                    aria-label={`${t('assignments.rules.takeOther')}：${wordsOf(row.code)[otherOf(row.reading)]}`}
                    onClick={() =>
                      setChange({
                        what: 'readings',
                        body: { assumption: row.code, was: row.reading, reading: otherOf(row.reading) },
                        title: t('assignments.rules.askReading'),
                        before: wordsOf(row.code)[row.reading],
                        after: wordsOf(row.code)[otherOf(row.reading)],
                      })
                    }
                  >
                    {t('assignments.rules.takeOther')}
                  </button>
                ) : (
                  <span className="note quiet">{t(`assignments.rules.because.${row.because}`)}</span>
                ),
            },
          ]}
        />
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

/** The rule in words, which version it is, and the milestones that were set. */
function RuleInForce({ row, sentence }: { row: Rules['targets'][number]; sentence: string }) {
  const { t } = useWording()
  const last = row.versions.at(-1)
  const decided = row.milestoneDecisions[0]
  const shown = decided?.points.length ? decided.points : row.milestones
  const said = [
    ...(last === undefined
      ? []
      : [
          t('assignments.rules.version', { version: last.version, by: last.decidedBy, day: last.decidedOn }),
          ...(last.number === null ? [] : [last.number]),
        ]),
    ...(shown.length === 0
      ? []
      : [
          t('assignments.rules.milestonesAre', {
            points: shown.map((one) => `${one.on} ${one.value}`).join(t('assignments.rules.gap')),
          }),
        ]),
  ]
  return (
    <>
      {last?.rule == null ? <span className="risk">{sentence}</span> : <Sentence text={sentence} />}
      <span className={styles.under}>{said.join(' · ')}</span>
    </>
  )
}
