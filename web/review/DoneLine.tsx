import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { problemSentence } from './acts.ts'
import { makeVoid } from './api.ts'
import styles from './Claim.module.css'
import type { Settled } from './Duplicate.tsx'
import { ReasonForm } from './ReasonForm.tsx'

/** What was done last, told above the next claim. */
export type Done = {
  id: string
  itemId?: string | null
  title: string
  act: 'approve' | 'return' | 'sign' | 'void' | 'gone' | Settled
  /** Instead of the sentence where it was not done, behind it where a doubt was settled. */
  detail?: string
}

/** 上一项…已认定 · 看 · 作废: the receipt of the last act stays until the next, with the way back. */
export function DoneLine(props: { done: Done | null; onDone: (done: Done) => void }) {
  const { t } = useWording()
  const { done } = props
  const [voiding, setVoiding] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  if (done === null) return null
  const revoke = async (reason: string) => {
    setBusy(true)
    setFault(null)
    try {
      await makeVoid(done.id, reason)
      setVoiding(null)
      props.onDone({ ...done, act: 'void' })
    } catch (error) {
      setFault(problemSentence(error, t))
    } finally {
      setBusy(false)
    }
  }
  const isWrong = done.act === 'gone'
  return (
    <div className={isWrong ? `${styles.done} ${styles.doneWrong}` : styles.done} role="status">
      <p>
        <span aria-hidden="true">{isWrong ? '▲ ' : '● '}</span>
        {isWrong ? done.detail : `${t(`review.done.${done.act}`, { title: done.title })}${done.detail ?? ''}`}
        {done.act === 'approve' ? (
          <>
            {' '}
            {done.itemId == null ? null : <Link {...paths.item(done.itemId)}>{t('review.see')}</Link>}
            {' · '}
            <button type="button" className="word" onClick={() => setVoiding(done.id)}>
              {t('review.void')}
            </button>
          </>
        ) : null}
      </p>
      {voiding === done.id ? (
        <ReasonForm
          title={t('review.voidTitle', { title: done.title })}
          note={t('review.voidNote')}
          label={t('review.voidReason')}
          act={t('review.voidAct')}
          initial=""
          phrases={[]}
          busy={busy}
          fault={fault}
          onSend={(reason) => void revoke(reason)}
          onCancel={() => setVoiding(null)}
        />
      ) : null}
    </div>
  )
}
