import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Answer } from '../../server/assignments/contract.ts'
import { newKey } from '../api.ts'
import { useWording } from '../i18n.ts'
import { hasRole, usePerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { usePlan } from '../view.ts'
import styles from './Assignments.module.css'
import { answerAssigned, assignedQuery } from './api.ts'
import { toldBy } from './Decide.tsx'

type Asked = { subject: 'allocation' | 'task' | 'project'; key: string; text: string; answer: Answer | null }

/**
 * What a department was assigned and what it says to it, for its own people and the office; nothing for others and
 * where nothing was assigned. To be put on the department's page and on the desk.
 */
export function Assigned({ department }: { department: string }) {
  const { t, list } = useWording()
  const person = usePerson()
  const { data: plan } = usePlan()
  const isOwn =
    person?.roles.some(
      (one) =>
        (one.role === 'reporter' || one.role === 'head') && (one.department === null || one.department === department),
    ) ?? false
  const mayLook = isOwn || hasRole(person, 'reviewer')
  const { data } = useQuery({ ...assignedQuery(plan?.code ?? '-', department), enabled: plan !== undefined && mayLook })
  if (!mayLook || data === undefined || plan === undefined) return null
  const targetName = (code: string) => plan.targets.find((one) => one.code === code)?.shortName ?? code
  const asked: Asked[] = [
    ...(data.allocation
      ? [
          {
            subject: 'allocation' as const,
            key: String(data.allocation.version),
            text: t('assignments.assigned.allocation', {
              cells: list(data.allocation.cells.map((one) => `${targetName(one.target)} ${one.value}`)),
              number: data.allocation.decisionNumber,
              day: data.allocation.decidedOn,
            }),
            answer: data.allocation.answer,
          },
        ]
      : []),
    ...data.tasks.map((one) => ({
      subject: 'task' as const,
      key: String(one.number),
      text: t('assignments.assigned.task', {
        title: one.title,
        role: t(`words.role.${one.role}`),
        number: one.decisionNumber,
        day: one.decidedOn,
      }),
      answer: one.answer,
    })),
    ...data.projects.map((one) => ({
      subject: 'project' as const,
      key: one.code,
      text: t(one.dueOn === null ? 'assignments.assigned.project' : 'assignments.assigned.projectDue', {
        name: one.name,
        role: t(`words.role.${one.role}`),
        number: one.decisionNumber,
        day: one.decidedOn,
        due: one.dueOn,
      }),
      answer: one.answer,
    })),
  ]
  if (asked.length === 0) return null
  const open = asked.filter((one) => one.answer === null)
  const may = data.may && isOwn
  const rows = (
    <ul className={styles.rows}>
      {asked.map((one) => (
        <Row key={`${one.subject} ${one.key}`} asked={one} plan={plan.code} department={department} may={may} />
      ))}
    </ul>
  )
  return (
    <div className={styles.assigned}>
      <Section
        title={t('assignments.assigned.title')}
        note={
          open.length === 0 ? t('assignments.assigned.allSaid') : t('assignments.assigned.open', { count: open.length })
        }
        tools={may && open.length > 1 ? <ConfirmAll {...{ open, plan: plan.code, department }} /> : undefined}
      >
        <Folded isAnswered={open.length === 0} summary={t('assignments.assigned.show', { count: asked.length })}>
          {rows}
        </Folded>
      </Section>
    </div>
  )
}

/** Once everything is answered it is only looked up; what was answered on this visit stays in sight. */
function Folded(props: { isAnswered: boolean; summary: string; children: ReactNode }) {
  const [folds] = useState(props.isAnswered)
  if (!folds) return props.children
  return (
    <details>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  )
}

/** Confirms what has no answer yet, one after another by the same request; what fails is said and stays open. */
function ConfirmAll({ open, plan, department }: { open: readonly Asked[]; plan: string; department: string }) {
  const { t } = useWording()
  const [fault, setFault] = useState<string>()
  const confirm = async () => {
    setFault(undefined)
    for (const { subject, key } of open) {
      try {
        await answerAssigned(plan, department, { subject, key, answer: 'confirmed', reason: null }, newKey())
      } catch (error) {
        return setFault(toldBy(error, t('common.noAnswer')))
      }
    }
  }
  return (
    <>
      {fault === undefined ? null : (
        <span role="alert" className="behind">
          {fault}
        </span>
      )}
      <Button onClick={() => void confirm()}>{t('assignments.assigned.confirmAll', { count: open.length })}</Button>
    </>
  )
}

function Row({ asked, plan, department, may }: { asked: Asked; plan: string; department: string; may: boolean }) {
  const { t } = useWording()
  const [objecting, setObjecting] = useState(false)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [key, setKey] = useState(newKey)
  const { subject, answer } = asked
  const say = async (said: 'confirmed' | 'objected') => {
    if (said === 'objected' && [...reason.trim()].length < 5) return setFault(t('assignments.assigned.reasonLacks'))
    try {
      const body = { subject, key: asked.key, answer: said, reason: said === 'objected' ? reason : null }
      await answerAssigned(plan, department, body, key)
      setObjecting(false)
      setFault(undefined)
      setKey(newKey())
    } catch (error) {
      setFault(toldBy(error, t('common.noAnswer')))
    }
  }
  return (
    <li>
      <div className={styles.what}>
        <PlanText>{asked.text}</PlanText>
        {answer === null ? null : (
          <p className="note">
            {t(answer.answer === 'confirmed' ? 'assignments.assigned.confirmed' : 'assignments.assigned.objected', {
              by: answer.by,
              day: answer.at.slice(0, 10),
              reason: answer.reason ?? '',
            })}
          </p>
        )}
        {objecting ? (
          <TextField
            label={t('assignments.assigned.reason')}
            hint={t('assignments.assigned.reasonHint')}
            error={fault}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        ) : fault === undefined ? null : (
          <Notice tone="wrong" role="alert" title={fault} />
        )}
      </div>
      {!may ? null : objecting ? (
        <>
          <Button onClick={() => setObjecting(false)}>{t('assignments.decide.cancel')}</Button>
          <Button kind="danger" onClick={() => say('objected')}>
            {t('assignments.assigned.sendObjection')}
          </Button>
        </>
      ) : (
        <>
          {answer?.answer === 'confirmed' ? null : (
            <Button onClick={() => say('confirmed')}>{t('assignments.assigned.confirm')}</Button>
          )}
          {answer?.answer === 'objected' ? null : (
            <Button onClick={() => setObjecting(true)}>{t('assignments.assigned.object')}</Button>
          )}
        </>
      )}
    </li>
  )
}
