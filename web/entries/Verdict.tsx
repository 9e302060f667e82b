import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Preview, PreviewTarget } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { whySentence } from '../items/verdict.ts'
import { paths } from '../paths.ts'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Mark } from './Row.tsx'

/** Reasons for which a claim of this kind never counts for a target: told in one line. */
const FOREIGN = ['other-kind', 'other-class', 'other-level']

/** 审核通过后: what it will count for and why not, by the rule of the figures; then who acts next. */
export function Verdict(props: {
  plan: Plan
  department: string | undefined
  form: Form
  targets: readonly PreviewTarget[] | undefined
  next: Preview['next'] | undefined
  failed: boolean
  /** The sentence that a screen reader is told. */
  isOpen: boolean
}) {
  const wording = useWording()
  const { t, list } = wording
  const { plan, form, targets } = props
  const nameOf = (code: string) => plan.targets.find((one) => one.code === code)?.name ?? code
  const department = plan.departments.find((one) => one.code === props.department)?.name ?? ''
  const counting = targets?.filter((one) => one.standing === 'counts') ?? []
  const open = targets?.filter((one) => one.standing === 'open') ?? []
  const foreign = targets?.filter((one) => one.standing === 'counts-not' && FOREIGN.includes(one.verdict.reason)) ?? []
  const not = targets?.filter((one) => one.standing === 'counts-not' && !foreign.includes(one)) ?? []
  const judged = { kind: form.kind ?? 'standard', class: form.class, level: form.level, unitRole: bestRole(form) }
  const byReason = Map.groupBy(not, (one) => whySentence(wording, one.verdict, judged))
  const project = plan.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .find((one) => one.code === form.project)
  const isBlank = form.subject === 'item' && form.kind === null
  const spoken =
    counting.length > 0
      ? t('entries.verdict.counts', { target: list(counting.map((one) => nameOf(one.target))) })
      : open.length > 0
        ? t('entries.verdict.open', { target: list(open.map((one) => nameOf(one.target))) })
        : ''
  return (
    <aside className={styles.verdict} aria-label={t('entries.verdict.title')}>
      <h2 className={styles.verdictTitle}>{t('entries.verdict.title')}</h2>
      <Spoken text={spoken} />
      {props.failed ? <p className={styles.hint}>{t('entries.verdict.failed')}</p> : null}
      {form.subject === 'task' ? <p className={styles.line}>{t('entries.verdict.task')}</p> : null}
      {isBlank ? <p className={styles.hint}>{t('entries.verdict.empty')}</p> : null}
      {isBlank ? null : (
        <>
          {counting.map((one) => (
            <div key={one.target} className={styles.judged}>
              <p className={styles.counts}>
                <Mark kind="done" /> {t('entries.verdict.counts', { target: nameOf(one.target) })}
              </p>
              <p>{whySentence(wording, one.verdict, judged)}</p>
              <Figures plan={plan} target={one} department={department} />
            </div>
          ))}
          {open.map((one) => (
            <div key={one.target} className={styles.judged}>
              <p className={styles.judgedHead}>
                <Mark kind="lacks" /> {t('entries.verdict.open', { target: nameOf(one.target) })}
              </p>
              <p>
                {t('entries.verdict.openBecause', {
                  missing: list(one.missing.map((field) => t(`entries.field.${field}`))),
                })}
              </p>
            </div>
          ))}
          {[...byReason].map(([why, rows]) => (
            <div key={why} className={styles.judged}>
              <p className={styles.judgedHead}>
                <Mark kind="not" /> {t('entries.verdict.not', { targets: list(rows.map((one) => nameOf(one.target))) })}
              </p>
              <p>{why}</p>
            </div>
          ))}
          {project === undefined ? null : (
            <p className={styles.judged} lang="zh-CN">
              {t('entries.verdict.project', { project: project.name })}
            </p>
          )}
          {foreign.length > 0 ? (
            <p className={styles.hint}>
              {t('entries.verdict.rest', { count: foreign.length })} ·{' '}
              <Link {...paths.targets()}>{t('entries.verdict.rules')}</Link>
            </p>
          ) : null}
        </>
      )}
      {props.isOpen && props.next !== undefined ? <Next next={props.next} /> : null}
    </aside>
  )
}

const bestRole = (form: Form) =>
  form.units.some((one) => one.role === 'lead') ? 'lead' : (form.units.find((one) => one.role !== null)?.role ?? null)

function Figures({ plan, target, department }: { plan: Plan; target: PreviewTarget; department: string }) {
  const { t, count } = useWording()
  const of = plan.targets.find((one) => one.code === target.target)
  const line = ({ now, after }: { now: number; after: number }) =>
    now === after ? count(now) : `${count(now)} → ${count(after)}`
  const isSame = target.district.now === target.district.after && target.department.now === target.department.after
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('entries.verdict.district')}</dt>
        <dd>
          {line(target.district)}
          {of === undefined ? '' : ` / ${count(of.value)}`}
        </dd>
      </div>
      {department === '' ? null : (
        <div>
          <dt lang="zh-CN">{t('entries.verdict.department', { department })}</dt>
          <dd>
            {line(target.department)}
            {target.department.allocated === null
              ? ''
              : ` / ${t('entries.verdict.allocated', { value: count(target.department.allocated) })}`}
          </dd>
        </div>
      )}
      {isSame ? <p className={styles.hint}>{t('entries.verdict.already')}</p> : null}
    </dl>
  )
}

/** The verdict for a screen reader, a second after the last change. */
function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 1_000)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="hidden-text" role="status">
      {said}
    </p>
  )
}

function Next({ next }: { next: Preview['next'] }) {
  const { t, list } = useWording()
  return (
    <div className={styles.next}>
      <h2 className={styles.verdictTitle}>{t('entries.verdict.after')}</h2>
      <ol>
        {next.action === 'sign' ? (
          <li>
            <Mark kind="awaiting-sign" />{' '}
            {next.people.length === 0
              ? t('entries.verdict.signNobody')
              : t('entries.verdict.sign', { people: list(next.people) })}
          </li>
        ) : null}
        <li>
          <Mark kind="in-review" /> {t('entries.verdict.review')}
        </li>
        <li>
          <Mark kind="recognised" /> {t('entries.verdict.done')}
        </li>
      </ol>
    </div>
  )
}
