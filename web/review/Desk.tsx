import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { EvidenceRow } from '../../server/entries/evidence/contract.ts'
import type { QueueRow } from '../../server/entries/review/contract.ts'
import type { QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { entryQuery, evidenceQuery } from '../entries/api.ts'
import { useWording } from '../i18n.ts'
import { useKeys } from '../ui/keys.ts'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Acts } from './Acts.tsx'
import { queueQuery } from './api.ts'
import { Claim } from './Claim.tsx'
import { blockingDoubts, claimLines } from './claim.ts'
import type { Done } from './DoneLine.tsx'
import { Duplicate, type Settled } from './Duplicate.tsx'
import { type Found, isScan, pageOf } from './finder.ts'
import styles from './ReviewPage.module.css'
import { type Place, Viewer } from './Viewer.tsx'

/** One claim with its evidence: the middle and the right part of the page. */
export function Desk(props: {
  step: QueueStep
  plan: Plan
  row: QueueRow
  mendBy: string
  done: ReactNode
  onDecided: (done: Done) => void
  /** `more` doubts are still to be settled. */
  onSettled: (said: Settled, more: number) => void
  part: 'queue' | 'evidence' | 'claim'
}) {
  const detail = useQuery(entryQuery(props.row.id))
  const evidence = useQuery(evidenceQuery(props.row.id))
  // What a correction leaves as it was is shown by the evidence of the entry that it corrects.
  const corrects = detail.data?.corrects?.id
  const earlier = useQuery({ ...evidenceQuery(corrects ?? ''), enabled: corrects !== undefined })
  const skeleton = <SkeletonRows rows={8} widths={['6rem', '14rem']} />
  return (
    <div className={styles.desk}>
      <Loaded query={detail} skeleton={skeleton} empty={null}>
        {(claim) => (
          <Loaded query={evidence} skeleton={skeleton} empty={null}>
            {({ rows }) => (
              <Judged
                {...props}
                detail={claim}
                files={[...rows, ...(corrects === undefined ? [] : (earlier.data?.rows ?? []))]}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </div>
  )
}

function Judged(props: {
  step: QueueStep
  plan: Plan
  row: QueueRow
  mendBy: string
  done: ReactNode
  onDecided: (done: Done) => void
  /** `more` doubts are still to be settled. */
  onSettled: (said: Settled, more: number) => void
  detail: EntryDetail
  files: readonly EvidenceRow[]
}) {
  const { t } = useWording()
  const client = useQueryClient()
  const { step, plan, row, detail, files } = props
  const [open, setOpen] = useState<string | null>(null)
  const [place, setPlace] = useState<Place | null>(null)
  const [texts, setTexts] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const lines = useMemo(
    () =>
      claimLines(
        detail,
        files.map((file) => file.kind),
      ),
    [detail, files],
  )
  const doubts = step === 'review' ? blockingDoubts(detail) : []
  const [isAside, setAside] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Not away from the queue that somebody walks through by Tab, nor from a field.
    if (document.activeElement === document.body || document.activeElement?.tagName === 'BUTTON')
      title.current?.focus({ preventScroll: true })
  }, [])
  const toggle = (index: number) => {
    const next = new Set(marked)
    if (!next.delete(index)) next.add(index)
    setMarked(next)
  }
  const digits = Object.fromEntries(
    lines.flatMap((_, index) => [
      [`Digit${index + 1}`, () => toggle(index)],
      [`Numpad${index + 1}`, () => toggle(index)],
    ]),
  )
  useKeys(digits)
  const lookAt = (file: string, page: number) => {
    setOpen(file)
    setPlace({ file, page })
    setAside(true)
  }
  const seen = (file: string) => {
    if (files.find((one) => one.id === file)?.opened) return
    void client.invalidateQueries({ queryKey: evidenceQuery(row.id).queryKey })
    void client.invalidateQueries({ queryKey: queueQuery(step, {}).queryKey.slice(0, 2) })
  }
  const found = lines.map((line): Found => {
    if (line.find.length === 0) return null
    const read = files.filter((file) => texts.has(file.id))
    for (const file of read)
      for (const value of line.find) {
        const page = pageOf(value, texts.get(file.id) ?? [])
        if (page !== null) return { file: file.id, kind: file.kind, page }
      }
    if (read.length === 0) return files.some((file) => file.mediaType?.startsWith('image/')) ? 'scan' : null
    return read.every((file) => isScan(texts.get(file.id) ?? [])) ? 'scan' : 'nowhere'
  })
  return (
    <>
      <section className={styles.evidence} aria-label={t('review.part.evidence')}>
        {doubts[0] === undefined || isAside ? (
          <Viewer
            files={files}
            open={open}
            onOpen={(file) => {
              setOpen(file)
              setPlace(null)
            }}
            place={place}
            onTexts={(file, read) => setTexts((old) => new Map(old).set(file, read))}
            onSeen={seen}
          />
        ) : (
          <Duplicate
            plan={plan}
            row={row}
            detail={detail}
            doubt={doubts[0]}
            more={doubts.length - 1}
            files={files}
            onLook={(file) => lookAt(file, 1)}
            onSettled={async (said) => {
              // Told once the claim itself shows it.
              await client.invalidateQueries({ queryKey: ['/entries', row.id] })
              props.onSettled(said, doubts.length - 1)
              void client.invalidateQueries({ queryKey: ['/review/queue'] })
            }}
          />
        )}
        {doubts.length > 0 && isAside ? (
          <p className={styles.backToDoubt}>
            <button type="button" className="word" onClick={() => setAside(false)}>
              {t('review.duplicate.back')}
            </button>
          </p>
        ) : null}
      </section>
      <section className={styles.claim} aria-label={t('review.part.claim')}>
        <div className={styles.claimBody}>
          {props.done}
          <Claim
            ref={title}
            step={step}
            plan={plan}
            row={row}
            detail={detail}
            lines={lines}
            found={found}
            marked={marked}
            onToggle={toggle}
            onLook={lookAt}
            onOpenFile={(kind) => {
              const file = files.find((one) => one.kind === kind)
              if (file) lookAt(file.id, 1)
            }}
            hasDoubt={doubts.length > 0}
          />
        </div>
        <Acts
          step={step}
          plan={plan}
          row={row}
          detail={detail}
          lines={lines}
          marked={marked}
          mendBy={props.mendBy}
          hasDoubt={doubts.length > 0}
          onDecided={props.onDecided}
        />
      </section>
    </>
  )
}
