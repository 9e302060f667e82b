import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Narrative, NarrativeList } from '../../server/reports/contract.ts'
import { queryClient } from '../api.ts'
import { formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { TextAreaField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { usePlanCode } from '../view.ts'
import { narrativesQuery, writeNarrative } from './api.ts'
import styles from './Report.module.css'

const SHORTEST = 20
const SAVE_AFTER_MS = 800

/** 部门材料: what a department says of itself for a report in progress. */
export function NarrativesPage() {
  return (
    <RequireSignIn roles={['reporter', 'head', 'reviewer']}>
      <Own />
    </RequireSignIn>
  )
}

function Own() {
  const plan = usePlanCode() ?? ''
  const query = useQuery({ ...narrativesQuery(plan), enabled: plan !== '' })
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} widths={['30rem', '30rem']} />} empty={null}>
      {({ rows }) => <Narratives rows={rows} plan={plan} />}
    </Loaded>
  )
}

function Narratives({ rows, plan }: { rows: readonly NarrativeList[]; plan: string }) {
  const { t } = useWording()
  const waiting = rows.filter((one) => one.rows.some((row) => row.state !== 'handed-in')).length
  const title =
    rows.length === 0
      ? t('reports.narrative.findingNone')
      : waiting === 0
        ? t('reports.narrative.findingDone')
        : t('reports.narrative.finding', { count: waiting })
  return (
    <div className={styles.page}>
      <PageTitle title={title} deck={t('reports.narrative.deck')} />
      {rows.flatMap(({ report, rows: own }) =>
        own.map((one) => (
          <Section key={`${report.id} ${one.department}`} title={t('reports.narrative.for', { title: report.title })}>
            <Form report={report.id} narrative={one} plan={plan} />
          </Section>
        )),
      )}
    </div>
  )
}

function Form({ report, narrative, plan }: { report: string; narrative: Narrative; plan: string }) {
  const { t, day } = useWording()
  const [text, setText] = useState(narrative.text)
  const [saved, setSaved] = useState<number>()
  const [failure, setFailure] = useState<string>()
  const [short, setShort] = useState(false)
  const version = useRef(narrative.version)
  const timer = useRef<number | undefined>(undefined)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const write = (said: string, state: 'draft' | 'handed-in') => {
    window.clearTimeout(timer.current)
    queue.current = queue.current.then(async () => {
      try {
        const answer = await writeNarrative(report, narrative.department, {
          version: version.current,
          text: said,
          state,
        })
        version.current = answer.version
        setFailure(undefined)
        setSaved(Date.parse(answer.writtenAt))
        if (state === 'handed-in') await queryClient.invalidateQueries({ queryKey: narrativesQuery(plan).queryKey })
      } catch (error) {
        setFailure(error instanceof Problem ? (error.errors[0]?.message ?? error.detail) : t('common.noAnswer'))
      }
    })
  }
  const handedIn = narrative.state === 'handed-in'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim().length < SHORTEST) return setShort(true)
        setShort(false)
        write(text, 'handed-in')
      }}
    >
      <p>
        <PlanText>{narrative.name}</PlanText>
      </p>
      {handedIn && narrative.writtenAt !== null ? (
        <Notice tone="done" title={t('reports.narrative.done', { time: day(narrative.writtenAt.slice(0, 10)) })}>
          {narrative.adoptedVersion === narrative.version ? <p>{t('reports.narrative.adopted')}</p> : null}
        </Notice>
      ) : null}
      <TextAreaField
        label={t('reports.narrative.label')}
        hint={t('reports.narrative.hint')}
        error={short ? t('reports.narrative.tooShort') : undefined}
        rows={12}
        maxLength={5000}
        value={text}
        onChange={(event) => {
          const said = event.target.value
          setText(said)
          // What has been handed in stays handed in until it is handed in anew.
          if (handedIn) return
          window.clearTimeout(timer.current)
          timer.current = window.setTimeout(() => write(said, 'draft'), SAVE_AFTER_MS)
        }}
      />
      {failure === undefined ? null : (
        <Notice tone="wrong" title={t('reports.narrative.failed', { reason: failure })} role="alert" />
      )}
      <div className={styles.acts}>
        <span className="quiet" role="status">
          {saved === undefined || handedIn ? null : t('reports.narrative.saved', { time: formatTime(saved) })}
        </span>
        <Button kind="primary" type="submit">
          {handedIn ? t('reports.narrative.handInAgain') : t('reports.narrative.handIn')}
        </Button>
      </div>
    </form>
  )
}
