import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import type { EvidenceKind } from '../../db/words.ts'
import type { EvidenceRow } from '../../server/entries/evidence/contract.ts'
import { ACCEPTED } from '../../server/entries/evidence/names.ts'
import { wordFault } from '../../server/entries/fault-words.ts'
import { requiredEvidence } from '../../server/entries/required-evidence.ts'
import { formatBytes } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { addAddress, evidenceQuery, fileAddress, removeEvidence, uploadEvidence } from './api.ts'
import type { Form } from './form.ts'
import { PhotoTray } from './PhotoTray.tsx'
import { isPicture } from './pictures.ts'
import styles from './Report.module.css'
import { Mark, Row } from './Row.tsx'

/** A place in the checklist: what has to be shown, or whatever else is laid under the entry. */
type Place = {
  kind: EvidenceKind
  label: string
  hint: string
  url: boolean
  isRequired: boolean
  files: EvidenceRow[]
  /** The corrected entry shows it already. */
  isInherited: boolean
}

/**
 * 证据: the checklist of what kind and stage ask for; each row takes files by button, by camera or dropped on it, the
 * whole page takes them too and asks which row. `ensure` makes the draft where there is none yet.
 */
export function EvidenceRows(props: {
  form: Form
  entry: string | undefined
  ensure: () => Promise<string | undefined>
  error: string | undefined
  mark?: React.ReactNode
  isOffline: boolean
  /** Kinds that the entry which this one corrects shows already. */
  inherited: readonly EvidenceKind[]
  onChanged: () => void
}) {
  const { t, language } = useWording()
  const client = useQueryClient()
  const { form, entry } = props
  const list = useQuery({ ...evidenceQuery(entry ?? ''), enabled: entry !== undefined })
  const [dropped, setDropped] = useState<File[]>([])
  /** Pictures of one paper that wait to be joined, and the row that they wait in. */
  const [photos, setPhotos] = useState<{ at: string; files: File[] }>({ at: '', files: [] })
  const rows = list.data?.rows ?? []
  const isTask = form.subject === 'task'
  const required = isTask || form.kind === null || form.stage === null ? [] : requiredEvidence(form.kind, form.stage)
  const word = (code: EvidenceKind | 'any') => {
    const { zh, en } = wordFault({ code: 'no-evidence', params: { evidence: code } })
    return language === 'en' ? en.replace(/^Missing: ./, (head) => head.slice(-1).toUpperCase()) : zh.replace(/^缺/, '')
  }
  const places: Place[] = required.map(({ code, kinds, url }) => ({
    kind: code === 'any' ? 'other' : code,
    label: word(code),
    hint: code === 'cover' ? t('entries.evidence.coverHint') : url ? t('entries.evidence.fileOrAddress') : '',
    url,
    isRequired: true,
    isInherited: kinds.some((one) => props.inherited.includes(one)),
    files: rows.filter((file) => kinds.includes(file.kind)),
  }))
  const placed = new Set(places.flatMap((place) => place.files.map((file) => file.id)))
  const rest = rows.filter((file) => !placed.has(file.id))
  if (isTask || rest.length > 0 || (places.length > 0 && !places.some((place) => place.kind === 'other')))
    places.push({
      kind: 'other',
      label: t('entries.evidence.other'),
      hint: '',
      url: true,
      isRequired: false,
      isInherited: false,
      files: rest,
    })
  const lacking = places.filter((place) => place.isRequired && !place.isInherited && place.files.length === 0).length
  const limit = list.data?.limits.bytesPerFile ?? 20 * 1024 * 1024
  const changed = () => {
    void client.invalidateQueries({ queryKey: ['/entries', entry, 'evidence'] })
    props.onChanged()
  }
  useDropAnywhere(places.length > 0, setDropped)
  return (
    <Row
      field="evidence"
      label={t('entries.field.evidence')}
      note={
        places.length === 0 || isTask
          ? undefined
          : lacking > 0
            ? t('entries.evidence.lacks', { count: lacking })
            : t('entries.evidence.whole')
      }
      error={props.error}
      mark={props.mark}
      group
    >
      {() =>
        places.length === 0 ? (
          <p className={styles.hint}>{t('entries.evidence.none')}</p>
        ) : (
          <>
            {places.map((place) => (
              <PlaceRow
                key={keyOf(place)}
                {...props}
                place={place}
                photos={photos.at === keyOf(place) ? photos.files : []}
                setPhotos={(files) => setPhotos({ at: keyOf(place), files })}
                limit={limit}
                onChanged={changed}
              />
            ))}
            <p className={styles.hint}>{t('entries.evidence.limits', { size: formatBytes(limit) })}</p>
            {dropped.length > 0 ? (
              <Which
                files={dropped}
                places={places}
                wait={(place, files) => setPhotos({ at: keyOf(place), files })}
                close={() => setDropped([])}
                ensure={props.ensure}
                onChanged={changed}
              />
            ) : null}
          </>
        )
      }
    </Row>
  )
}

const keyOf = (place: Place) => `${place.kind}-${place.isRequired}`

/** Several pictures are likely one paper: they are asked about; all else is sent at once. */
function apart(files: readonly File[]): { now: File[]; ask: File[] } {
  const pictures = files.filter(isPicture)
  return pictures.length < 2
    ? { now: [...files], ask: [] }
    : { now: files.filter((file) => !pictures.includes(file)), ask: pictures }
}

/** Files dropped beside every row: nothing is opened in their place, and they are asked about. */
function useDropAnywhere(takes: boolean, take: (files: File[]) => void) {
  useEffect(() => {
    const over = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: globalThis.DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (takes) take([...event.dataTransfer.files])
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
    }
  }, [takes, take])
}

type Upload = { name: string; part: number; stop: () => void; fault: string | null; files: File[] }

/** What went wrong, as a sentence for the row. */
function useFault() {
  const { t } = useWording()
  return (error: unknown) =>
    error instanceof Problem ? (error.errors[0]?.message ?? error.message) : t('entries.evidence.offline')
}

function useUpload(ensure: () => Promise<string | undefined>, onChanged: () => void) {
  const [upload, setUpload] = useState<Upload | null>(null)
  const faultOf = useFault()
  const start = async (kind: EvidenceKind, files: File[]) => {
    if (files.length === 0) return
    const name = files.map((file) => file.name).join('、')
    const set = (more: Partial<Upload>) =>
      setUpload((before) => ({ name, part: 0, stop: () => {}, fault: null, files, ...before, ...more }))
    set({ name, part: 0, fault: null, files })
    try {
      const id = await ensure()
      if (id === undefined) throw new TypeError('not saved')
      const { done, stop } = uploadEvidence(id, kind, files, (part) => set({ part }))
      set({ stop })
      await done
      setUpload(null)
      onChanged()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') setUpload(null)
      else set({ fault: faultOf(error) })
    }
  }
  return { upload, start, clear: () => setUpload(null) }
}

function PlaceRow(props: {
  place: Place
  entry: string | undefined
  ensure: () => Promise<string | undefined>
  isOffline: boolean
  photos: readonly File[]
  setPhotos: (photos: File[]) => void
  limit: number
  onChanged: () => void
}) {
  const { t } = useWording()
  const { place, ensure, onChanged, photos, setPhotos } = props
  const [isOver, setOver] = useState(false)
  const [address, setAddress] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const { upload, start, clear } = useUpload(ensure, onChanged)
  const faultOf = useFault()
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const labelId = useId()
  const isDone = place.files.length > 0 || place.isInherited
  const take = (files: readonly File[]) => {
    const { now, ask } =
      photos.length > 0 ? { now: files.filter((one) => !isPicture(one)), ask: files.filter(isPicture) } : apart(files)
    if (ask.length > 0) setPhotos([...photos, ...ask])
    void start(place.kind, now)
  }
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.stopPropagation()
    setOver(false)
    take([...event.dataTransfer.files])
  }
  const saveAddress = async () => {
    if (address === null || address.trim() === '') return setAddress(null)
    try {
      const id = await ensure()
      if (id === undefined) throw new TypeError('not saved')
      await addAddress(id, place.kind, address.trim())
      setAddress(null)
      setFault(null)
      onChanged()
    } catch (error) {
      setFault(faultOf(error))
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the buttons are the others
    <div
      className={`${styles.evidence} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.evidenceName} id={labelId}>
        <Mark kind={isDone ? 'done' : place.isRequired ? 'lacks' : 'not'} /> {place.label}
      </div>
      <div className={styles.evidenceFiles}>
        {place.files.map((file) => (
          <FileLine key={file.id} file={file} onChanged={onChanged} />
        ))}
        {place.isInherited && place.files.length === 0 ? (
          <span className={styles.hint}>{t('entries.evidence.fromCorrected')}</span>
        ) : null}
        {isDone ? null : (
          <span className={styles.hint}>
            {place.hint}
            <span className={styles.onlyDesk}>
              {place.hint === '' ? '' : '；'}
              {t('entries.evidence.drop')}
            </span>
          </span>
        )}
        {upload === null ? null : (
          <p className={upload.fault === null ? styles.hint : styles.error} role="status">
            {upload.fault === null ? (
              <>
                {t('entries.evidence.uploading', { name: upload.name })}{' '}
                <progress max={1} value={upload.part} aria-labelledby={labelId} />{' '}
                <button type="button" className={styles.link} onClick={upload.stop}>
                  {t('entries.evidence.stop')}
                </button>
              </>
            ) : (
              <>
                <Mark kind="wrong" /> {upload.fault}{' '}
                <button type="button" className={styles.link} onClick={() => void start(place.kind, upload.files)}>
                  {t('entries.evidence.again')}
                </button>{' '}
                <button type="button" className={styles.link} onClick={clear}>
                  {t('entries.evidence.stop')}
                </button>
              </>
            )}
          </p>
        )}
        {photos.length === 0 ? null : (
          <PhotoTray
            photos={photos}
            label={place.label}
            limit={props.limit}
            change={setPhotos}
            takeMore={() => camera.current?.click()}
            send={(files) => {
              setPhotos([])
              void start(place.kind, files)
            }}
          />
        )}
        {address === null ? null : (
          <div className={styles.address}>
            <input
              type="url"
              inputMode="url"
              className={styles.input}
              aria-label={t('entries.evidence.addressLabel')}
              placeholder="https://std.samr.gov.cn/…"
              // biome-ignore lint/a11y/noAutofocus: it was just asked for
              autoFocus
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault()
                  void saveAddress()
                } else if (event.key === 'Escape') setAddress(null)
              }}
            />
            <Button onClick={() => void saveAddress()}>{t('entries.evidence.save')}</Button>
          </div>
        )}
        {fault === null ? null : <p className={styles.error}>{fault}</p>}
      </div>
      <div className={styles.evidenceActs}>
        <input
          ref={picker}
          type="file"
          multiple
          accept={ACCEPTED}
          className="hidden-text"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
        <input
          ref={camera}
          type="file"
          accept="image/jpeg,image/png"
          capture="environment"
          className="hidden-text"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            // A paper may have a second page: the photo waits for it.
            setPhotos([...photos, ...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
        <Button className={styles.onlyPhone} aria-describedby={labelId} onClick={() => camera.current?.click()}>
          {t('entries.evidence.photo')}
        </Button>
        <Button aria-describedby={labelId} onClick={() => picker.current?.click()}>
          {t('entries.evidence.choose')}
        </Button>
        {place.url ? (
          <Button aria-describedby={labelId} onClick={() => setAddress(address === null ? '' : null)}>
            {t('entries.evidence.address')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function FileLine({ file, onChanged }: { file: EvidenceRow; onChanged: () => void }) {
  const { t } = useWording()
  const [fault, setFault] = useState<string | null>(null)
  const faultOf = useFault()
  const remove = async () => {
    try {
      await removeEvidence(file.id)
      onChanged()
    } catch (error) {
      setFault(faultOf(error))
    }
  }
  return (
    <p className={styles.file}>
      {file.url === null ? (
        <a href={fileAddress(file.id)} download lang="zh-CN">
          {file.name}
        </a>
      ) : (
        <a href={file.url} target="_blank" rel="noreferrer noopener">
          {file.url}
        </a>
      )}{' '}
      {file.bytes === null ? null : <span className={styles.hint}>{formatBytes(file.bytes)}</span>}{' '}
      <button type="button" className={styles.link} onClick={() => void remove()}>
        {t('entries.evidence.remove')}
      </button>
      {file.sharedWith.length > 0 ? (
        <span className={styles.note}>
          <Mark kind="warn" />{' '}
          {t('entries.evidence.shared', { where: file.sharedWith.map((one) => one.title).join('、') })}
        </span>
      ) : null}
      {fault === null ? null : <span className={styles.error}>{fault}</span>}
    </p>
  )
}

/** Which row do files belong to that were dropped beside every row. */
function Which(props: {
  files: File[]
  places: readonly Place[]
  ensure: () => Promise<string | undefined>
  onChanged: () => void
  /** Lays pictures of one paper into a row, to be joined there. */
  wait: (place: Place, photos: File[]) => void
  close: () => void
}) {
  const { t } = useWording()
  const choose = (place: Place) => {
    const { now, ask } = apart(props.files)
    if (ask.length > 0) props.wait(place, ask)
    if (now.length === 0) props.close()
    else void start(place.kind, now)
  }
  const { upload, start } = useUpload(props.ensure, () => {
    props.onChanged()
    props.close()
  })
  return (
    <Dialog title={t('entries.evidence.which', { count: props.files.length })} onClose={props.close}>
      <p className={styles.hint}>{props.files.map((file) => file.name).join('、')}</p>
      <p className={styles.links}>
        {props.places.map((place) => (
          <Button key={keyOf(place)} onClick={() => choose(place)}>
            {place.label}
          </Button>
        ))}
      </p>
      {upload?.fault ? <p className={styles.error}>{upload.fault}</p> : null}
      {upload && upload.fault === null ? <progress max={1} value={upload.part} /> : null}
    </Dialog>
  )
}
