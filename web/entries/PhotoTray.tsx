import { useEffect, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import styles from './PhotoTray.module.css'
import { drawn, joined, PictureFault } from './pictures.ts'

const THUMB = 112

/** Pictures that wait to become one paper: their order, one more, and then one file of them, or each by itself. */
export function PhotoTray(props: {
  photos: readonly File[]
  /** Of the row that they belong to. */
  label: string
  /** Bytes that a file may have. */
  limit: number
  change: (photos: File[]) => void
  /** Takes one more with the camera. */
  takeMore: () => void
  send: (files: File[]) => void
}) {
  const { t } = useWording()
  const { photos, change } = props
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const join = async () => {
    if (busy) return
    if (photos.length === 1) return props.send([...photos])
    setBusy(true)
    setFault(undefined)
    try {
      const name = t('entries.photos.fileName', { label: props.label, count: photos.length })
      props.send([await joined(photos, name, props.limit)])
    } catch (error) {
      setFault(
        error instanceof PictureFault
          ? t('entries.photos.broken', { name: error.message })
          : t('entries.photos.failed'),
      )
      setBusy(false)
    }
  }
  const without = (place: number) => change(photos.filter((_, one) => one !== place))
  const forward = (place: number) =>
    change([...photos.slice(0, place - 1), ...photos.slice(place - 1, place + 1).reverse(), ...photos.slice(place + 1)])
  return (
    <section className={styles.tray} aria-label={t('entries.photos.title', { count: photos.length })}>
      <p>
        <strong role="status">{t('entries.photos.title', { count: photos.length })}</strong>{' '}
        <span className={styles.hint}>{t('entries.photos.deck')}</span>
      </p>
      <ol className={styles.photos}>
        {photos.map((photo, place) => (
          <li key={`${photo.name}-${photo.size}-${photo.lastModified}`}>
            <Thumb file={photo} />
            <span>
              {t('entries.photos.page', { page: place + 1 })} <span className={styles.name}>{photo.name}</span>
            </span>
            <span className={styles.acts}>
              {place === 0 ? null : (
                <button
                  type="button"
                  className="word"
                  aria-label={t('entries.photos.forwardOf', { name: photo.name })}
                  onClick={() => forward(place)}
                >
                  {t('entries.photos.forward')}
                </button>
              )}
              <button
                type="button"
                className="word"
                aria-label={t('entries.photos.dropOf', { name: photo.name })}
                onClick={() => without(place)}
              >
                {t('entries.photos.drop')}
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div className={styles.buttons}>
        <Button ref={first} aria-busy={busy} onClick={() => void join()}>
          {busy
            ? t('entries.photos.joining')
            : photos.length === 1
              ? t('entries.photos.one')
              : t('entries.photos.join', { count: photos.length })}
        </Button>
        <Button className={styles.onlyPhone} onClick={props.takeMore}>
          {t('entries.photos.more')}
        </Button>
        {photos.length > 1 ? (
          <button type="button" className="word" onClick={() => props.send([...photos])}>
            {t('entries.photos.apart')}
          </button>
        ) : null}
        <button type="button" className="word" onClick={() => change([])}>
          {t('entries.evidence.stop')}
        </button>
      </div>
      {fault === undefined ? null : (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </section>
  )
}

function Thumb({ file }: { file: File }) {
  const place = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let gone = false
    void createImageBitmap(file).then(
      (bitmap) => {
        if (!gone && place.current !== null) drawn(bitmap, THUMB / Math.max(bitmap.width, bitmap.height), place.current)
        bitmap.close()
      },
      // What cannot be opened is told when they are joined.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [file])
  return <canvas ref={place} width={THUMB} height={THUMB} />
}
