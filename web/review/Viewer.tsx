import { useEffect, useRef, useState } from 'react'
import type { EvidenceRow } from '../../server/entries/evidence/contract.ts'
import { formatBytes } from '../format.ts'
import { useWording } from '../i18n.ts'
import { useKeys } from '../ui/keys.ts'
import { bytesOf, fileAddress } from './api.ts'
import { PdfView } from './PdfView.tsx'
import type { Pdf } from './pdf.ts'
import styles from './Viewer.module.css'

const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const

/** Where to look: a file and, in a PDF, a page; a new object goes there again. */
export type Place = { file: string; page: number }

/**
 * 证据 of one claim: a tab a file, its pages or picture under it. What cannot be shown here is offered for download.
 * `onTexts` tells what is written on a PDF's pages, for the page finder.
 */
export function Viewer(props: {
  files: readonly EvidenceRow[]
  /** The file that is open. */
  open: string | null
  onOpen: (file: string) => void
  place: Place | null
  onTexts: (file: string, texts: readonly string[]) => void
  /** Called when a file's bytes have come. */
  onSeen: (file: string) => void
}) {
  const { t } = useWording()
  const { files } = props
  const file = files.find((one) => one.id === props.open) ?? files[0]
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState(0)
  const [page, setPage] = useState(1)
  const [pages, setPages] = useState(0)
  const step = (by: number) => {
    const place = STEPS.findIndex((one) => one >= zoom)
    setZoom(STEPS[Math.min(Math.max(place + by, 0), STEPS.length - 1)] ?? 1)
  }
  const frame = useRef<HTMLDivElement>(null)
  const scroll = (way: 1 | -1) => {
    const pane = frame.current?.querySelector('section')
    pane?.scrollBy({ top: way * pane.clientHeight * 0.85 })
  }
  const next = () => {
    const place = files.findIndex((one) => one.id === file?.id)
    const other = files[(place + 1) % files.length]
    if (other) props.onOpen(other.id)
  }
  useEffect(() => {
    setTurn(0)
    setZoom(1)
    setPage(1)
    setPages(0)
  }, [file?.id])
  useKeys({
    KeyE: next,
    Equal: () => step(1),
    NumpadAdd: () => step(1),
    Minus: () => step(-1),
    NumpadSubtract: () => step(-1),
    KeyT: () => setTurn((turn + 90) % 360),
    Space: () => scroll(1),
    'Shift+Space': () => scroll(-1),
  })
  if (file === undefined) return <p className={styles.none}>{t('review.viewer.none')}</p>
  const isPdf = file.mediaType === 'application/pdf'
  const isPicture = file.mediaType === 'image/png' || file.mediaType === 'image/jpeg'
  return (
    <div ref={frame} className={styles.viewer}>
      <div className={styles.bar}>
        <ul className={styles.tabs} aria-label={t('review.viewer.files')}>
          {files.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={styles.tab}
                aria-current={one.id === file.id ? 'true' : undefined}
                onClick={() => props.onOpen(one.id)}
              >
                {t(`words.evidence.${one.kind}`)}
                {placeAmongSame(files, one)}
              </button>
            </li>
          ))}
        </ul>
        <div className={styles.tools}>
          {isPdf && pages > 0 ? <span>{t('review.viewer.pageOf', { page, pages })}</span> : null}
          {isPdf || isPicture ? (
            <>
              <button
                type="button"
                className={styles.tool}
                aria-label={t('review.viewer.smaller')}
                onClick={() => step(-1)}
              >
                −
              </button>
              <button type="button" className={styles.word} onClick={() => setZoom(1)}>
                {zoom === 1 ? t('review.viewer.fit') : `${Math.round(zoom * 100)}%`}
              </button>
              <button
                type="button"
                className={styles.tool}
                aria-label={t('review.viewer.larger')}
                onClick={() => step(1)}
              >
                ＋
              </button>
              <button type="button" className={styles.word} onClick={() => setTurn((turn + 90) % 360)}>
                {t('review.viewer.turn')}
              </button>
            </>
          ) : null}
          {file.url === null ? (
            <a href={fileAddress(file.id)} download>
              {t('review.viewer.download')}
            </a>
          ) : null}
        </div>
      </div>
      {file.sharedCount > 0 ? <Shared file={file} /> : null}
      {isPdf ? (
        <PdfFile key={file.id} {...props} file={file} zoom={zoom} turn={turn} onPage={setPage} onPages={setPages} />
      ) : isPicture ? (
        <Picture key={file.id} file={file} zoom={zoom} turn={turn} onSeen={props.onSeen} />
      ) : (
        <Outside file={file} />
      )}
    </div>
  )
}

/** Two files of one kind are told apart by their place among them: 封面1, 封面2. */
function placeAmongSame(files: readonly EvidenceRow[], file: EvidenceRow): string {
  const same = files.filter((one) => one.kind === file.kind)
  return same.length > 1 ? ` ${same.indexOf(file) + 1}` : ''
}

/** The same file was used for another claim: noted, not refused. */
function Shared({ file }: { file: EvidenceRow }) {
  const { t } = useWording()
  const names = file.sharedWith.map((one) => `“${one.title}”`).join('、')
  return (
    <p className={styles.shared}>
      <span aria-hidden="true">▲ </span>
      {names === ''
        ? t('review.viewer.sharedCount', { count: file.sharedCount })
        : t('review.viewer.shared', { names })}
    </p>
  )
}

function PdfFile(props: {
  file: EvidenceRow
  zoom: number
  turn: number
  place: Place | null
  onPage: (page: number) => void
  onPages: (pages: number) => void
  onTexts: (file: string, texts: readonly string[]) => void
  onSeen: (file: string) => void
}) {
  const { t } = useWording()
  const { file, place } = props
  const [pdf, setPdf] = useState<Pdf>()
  const [texts, setTexts] = useState<readonly string[]>()
  const [fault, setFault] = useState<'password' | 'broken' | 'failed' | null>(null)
  const [attempt, setAttempt] = useState(0)
  const told = useRef(props)
  told.current = props
  useEffect(() => {
    const stop = new AbortController()
    let opened: Pdf | undefined
    setFault(null)
    const open = async () => {
      // The page reader is as heavy as all else together: it comes with the first PDF.
      const [{ openPdf }, bytes] = await Promise.all([import('./pdf.ts'), bytesOf(file.id, stop.signal)])
      opened = await openPdf(bytes)
      if (stop.signal.aborted) return opened.close()
      setPdf(opened)
      told.current.onPages(opened.pages.length)
      told.current.onSeen(file.id)
      const found = await opened.texts()
      if (stop.signal.aborted) return
      setTexts(found)
      told.current.onTexts(file.id, found)
    }
    open().catch((error: unknown) => {
      if (stop.signal.aborted) return
      const reason = error instanceof Error && 'reason' in error ? error.reason : null
      setFault(reason === 'password' || reason === 'broken' ? reason : 'failed')
    })
    return () => {
      stop.abort()
      opened?.close()
      setPdf(undefined)
    }
  }, [file.id, attempt])
  if (fault !== null)
    return (
      <div className={styles.outside} role="alert">
        <p>{t(`review.viewer.${fault}`)}</p>
        <p>
          {fault === 'failed' ? (
            <button type="button" className="word" onClick={() => setAttempt(attempt + 1)}>
              {t('common.retry')}
            </button>
          ) : (
            <a href={fileAddress(file.id)} download>
              {t('review.viewer.downloadToSee')}
            </a>
          )}
        </p>
      </div>
    )
  if (pdf === undefined)
    return (
      <p className={styles.waiting} role="status">
        {t('review.viewer.opening', { name: file.name ?? '', size: formatBytes(file.bytes ?? 0) })}
      </p>
    )
  return (
    <PdfView
      pdf={pdf}
      zoom={props.zoom}
      turn={props.turn}
      goTo={place?.file === file.id ? place : null}
      onPage={props.onPage}
      label={t('review.viewer.label', { name: file.name ?? '' })}
      texts={texts}
    />
  )
}

function Picture(props: { file: EvidenceRow; zoom: number; turn: number; onSeen: (file: string) => void }) {
  const { t } = useWording()
  const { file, zoom, turn } = props
  return (
    <section
      className={styles.pages}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      aria-label={t('review.viewer.label', { name: file.name ?? '' })}
    >
      <img
        className={styles.picture}
        src={fileAddress(file.id, true)}
        alt={t('review.viewer.picture', { name: file.name ?? '' })}
        style={{ width: `${zoom * 100}%`, rotate: `${turn}deg` }}
        onLoad={() => props.onSeen(file.id)}
      />
    </section>
  )
}

/** An address, or a file that only another program shows. */
function Outside({ file }: { file: EvidenceRow }) {
  const { t } = useWording()
  return (
    <div className={styles.outside}>
      {file.url === null ? (
        <>
          <p>{t('review.viewer.downloadOnly', { name: file.name ?? '' })}</p>
          <p className="note quiet">{formatBytes(file.bytes ?? 0)}</p>
          <p>
            <a href={fileAddress(file.id)} download>
              {t('review.viewer.downloadToSee')}
            </a>
          </p>
        </>
      ) : (
        <>
          <p>{t('review.viewer.address')}</p>
          <p>
            <a href={file.url} target="_blank" rel="noopener noreferrer">
              {file.url}
            </a>
          </p>
        </>
      )}
    </div>
  )
}
