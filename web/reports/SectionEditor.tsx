import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { Figure, ReportDetail, ReportSection } from '../../server/reports/contract.ts'
import { numbersIn } from '../../server/reports/text.ts'
import { formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { changeSection, lockSection, saveSection } from './api.ts'
import { FigurePicker } from './FigurePicker.tsx'
import { figureChip, fill, read, type Shown, sourcedChip, typedRanges } from './field-text.ts'
import styles from './Report.module.css'

const SAVE_AFTER_MS = 800
const AFTER_DIALOG_MS = 60
const HIGHLIGHT = 'typed-number'

export type Saving = { state: 'saved'; at: number } | { state: 'saving' } | { state: 'failed'; reason: string } | null
/** What the rail calls to put a figure where the caret is. */
export type Insert = (figure: Figure) => void

type Props = {
  report: ReportDetail
  section: ReportSection
  /** The table or chart that a code calls, or words for it. */
  blockOf: Shown['block']
  onSaving: (saving: Saving) => void
  onFigure: (key: string | undefined) => void
  insertRef: { current: Insert | undefined }
  heading: ReactNode
}

/** One section to write: text with figures of the snapshot that cannot be typed; saved as one writes. */
export function SectionEditor({ report, section, blockOf, onSaving, onFigure, insertRef, heading }: Props) {
  const { t } = useWording()
  const root = useRef<HTMLDivElement>(null)
  const version = useRef(section.version)
  const timer = useRef<number | undefined>(undefined)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const locked = useRef(false)
  const caret = useRef<Range | undefined>(undefined)
  const [typed, setTyped] = useState<string[]>([])
  /** The list of figures is open, for the place at which the caret was. */
  const [picking, setPicking] = useState<{ at: Range | undefined }>()
  const [sourcing, setSourcing] = useState<string>()
  const [stale, setStale] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const figures = new Map(report.figures.map((one) => [one.key, one]))
  const shown: Shown = {
    figure: (key) => figures.get(key)?.value,
    block: blockOf,
    missing: (key) => `〔${key}〕`,
  }
  const shownRef = useRef(shown)
  shownRef.current = shown

  const look = useCallback(() => {
    if (!root.current) return
    const ranges = typedRanges(root.current, numbersIn)
    setTyped(ranges.map((range) => range.toString()))
    const registry = highlights()
    if (ranges.length > 0) registry?.set(HIGHLIGHT, new Highlight(...ranges))
    else registry?.delete(HIGHLIGHT)
  }, [])

  // The element is the browser's while somebody writes: it is filled when another section or version arrives.
  useEffect(() => {
    version.current = section.version
    locked.current = section.lockedByMe
    if (root.current) fill(root.current, section.text, shownRef.current)
    look()
    return () => void highlights()?.delete(HIGHLIGHT)
  }, [section.part, section.version, section.text, section.lockedByMe, look])

  const save = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = undefined
    const text = root.current ? read(root.current) : ''
    onSaving({ state: 'saving' })
    queue.current = queue.current.then(async () => {
      try {
        const said = await saveSection(report.id, section.part, { version: version.current, text })
        version.current = said.version
        onSaving({ state: 'saved', at: Date.parse(said.writtenAt) })
      } catch (error) {
        const problem = error instanceof Problem ? error : undefined
        if (problem?.status === 409) setStale(true)
        onSaving({ state: 'failed', reason: problem?.detail ?? t('common.noAnswer') })
      }
    })
    return queue.current
  }, [report.id, section.part, onSaving, t])

  // What was typed last is not lost by going to another section.
  useEffect(
    () => () => {
      if (timer.current !== undefined) void save()
    },
    [save],
  )

  const onInput = () => {
    look()
    if (!locked.current) {
      locked.current = true
      lockSection(report.id, section.part).catch((error: unknown) => {
        locked.current = false
        setRefusal(error instanceof Problem ? error.detail : t('common.noAnswer'))
      })
    }
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void save(), SAVE_AFTER_MS)
  }

  /** Puts a field at a place, in the last paragraph if there is none, and the caret behind it. */
  const put = (element: HTMLElement, at: Range | undefined) => {
    if (!root.current) return
    root.current.focus()
    const range = at && root.current.contains(at.startContainer) ? at : endOf(root.current)
    range.deleteContents()
    // A caret needs a letter to stand behind; it is taken out when the text is read.
    const tail = document.createTextNode('\u200b')
    range.insertNode(tail)
    range.insertNode(element)
    window.getSelection()?.collapse(tail, tail.length)
    onInput()
  }
  insertRef.current = (figure) => put(figureChip(figure.key, shown), caret.current)
  /** A dialog gives the focus back when it closes, and the browser then puts the caret elsewhere: not before that. */
  const putLater = (element: HTMLElement, at: Range | undefined) =>
    window.setTimeout(() => put(element, at), AFTER_DIALOG_MS)

  const remember = () => {
    const selection = window.getSelection()
    if (selection && selection.rangeCount > 0 && root.current?.contains(selection.anchorNode))
      caret.current = selection.getRangeAt(0).cloneRange()
  }

  /** The first place where that number was typed becomes a number with a source. */
  const giveSource = (number: string, source: string) => {
    const range = root.current
      ? typedRanges(root.current, numbersIn).find((one) => one.toString() === number)
      : undefined
    setSourcing(undefined)
    if (range) putLater(sourcedChip(number, source), range)
  }

  const finish = async () => {
    await save()
    await changeSection(report.id, section.part, { version: version.current, state: 'written' }).catch(
      (error: unknown) => setRefusal(error instanceof Problem ? error.detail : t('common.noAnswer')),
    )
  }

  if (stale)
    return (
      <Notice tone="warn" title={t('reports.editor.stale')} role="alert">
        <Button onClick={() => location.reload()}>{t('reports.editor.reload')}</Button>
      </Notice>
    )
  return (
    <>
      <div className={styles.toolbar} role="toolbar" aria-label={section.heading}>
        <Button onMouseDown={keepFocus} onClick={() => format('h3', onInput)}>
          {t('reports.editor.heading')}
        </Button>
        <Button onMouseDown={keepFocus} onClick={() => format('p', onInput)}>
          {t('reports.editor.paragraph')}
        </Button>
        <Button
          onMouseDown={keepFocus}
          onClick={() => {
            remember()
            setPicking({ at: caret.current })
          }}
        >
          {t('reports.editor.insert')}
        </Button>
        <span className="faint note">{t('reports.editor.insertHint')}</span>
        <span className={styles.grow} />
        <Button onClick={() => void finish()}>{t('reports.editor.done')}</Button>
      </div>
      {refusal === undefined ? null : <Notice tone="wrong" title={refusal} role="alert" />}
      <div className={styles.paper}>
        {heading}
        {/* biome-ignore lint/a11y/useSemanticElements: a text area cannot hold fields */}
        <div
          ref={root}
          className={styles.text}
          contentEditable
          suppressContentEditableWarning
          role="textbox"
          tabIndex={0}
          aria-multiline="true"
          aria-label={section.heading}
          spellCheck={false}
          lang="zh-CN"
          onInput={onInput}
          onKeyUp={remember}
          onMouseUp={remember}
          onBlur={() => {
            if (timer.current !== undefined) void save()
          }}
          onClick={(event) => {
            const chip = event.target instanceof HTMLElement ? event.target.closest('[data-figure]') : null
            onFigure(chip instanceof HTMLElement ? chip.dataset.figure : undefined)
          }}
          onKeyDown={(event) => {
            if (event.key !== '@' || event.nativeEvent.isComposing) return
            event.preventDefault()
            remember()
            setPicking({ at: caret.current })
          }}
          onPaste={(event) => {
            event.preventDefault()
            document.execCommand('insertText', false, event.clipboardData.getData('text/plain'))
          }}
        />
      </div>
      {typed.length === 0 ? null : (
        <Notice tone="warn" title={t('reports.editor.typed', { count: typed.length })} role="status">
          {[...new Set(typed)].slice(0, 6).map((number) => (
            <p key={number} className={styles.typed}>
              {t('reports.editor.typedText', { number })}
              <button type="button" className="word" onClick={() => setSourcing(number)}>
                {t('reports.editor.source')}
              </button>
            </p>
          ))}
        </Notice>
      )}
      {picking === undefined ? null : (
        <FigurePicker
          figures={report.figures}
          onClose={() => setPicking(undefined)}
          onPick={(figure) => {
            setPicking(undefined)
            putLater(figureChip(figure.key, shownRef.current), picking.at)
          }}
        />
      )}
      {sourcing === undefined ? null : (
        <SourceDialog
          number={sourcing}
          onClose={() => setSourcing(undefined)}
          onSource={(source) => giveSource(sourcing, source)}
        />
      )}
    </>
  )
}

function SourceDialog(props: { number: string; onClose: () => void; onSource: (source: string) => void }) {
  const { t } = useWording()
  const [source, setSource] = useState('')
  return (
    <Dialog title={t('reports.editor.sourceTitle', { number: props.number })} onClose={props.onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (source.trim().length >= 2) props.onSource(source.trim())
        }}
      >
        <TextField
          label={t('reports.editor.sourceField')}
          hint={t('reports.editor.sourceHint')}
          value={source}
          autoFocus
          maxLength={80}
          onChange={(event) => setSource(event.target.value)}
        />
        <div className={styles.acts}>
          <Button onClick={props.onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('reports.editor.sourceDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** A press on the bar must not take the caret out of the text. */
const keepFocus = (event: { preventDefault: () => void }) => event.preventDefault()

function format(tag: 'h3' | 'p', done: () => void): void {
  document.execCommand('formatBlock', false, tag)
  done()
}

function endOf(root: HTMLElement): Range {
  const range = document.createRange()
  range.selectNodeContents(root.lastElementChild ?? root)
  range.collapse(false)
  return range
}

/** Older browsers have no highlights; the list under the text says the same. */
const highlights = () => ('highlights' in CSS ? CSS.highlights : undefined)

/** 已保存14:32 */
export function SavingState({ saving }: { saving: Saving }) {
  const { t } = useWording()
  if (saving === null) return null
  return (
    <span role="status" className={saving.state === 'failed' ? 'behind' : 'quiet'}>
      {saving.state === 'saving'
        ? t('reports.editor.saving')
        : saving.state === 'saved'
          ? t('reports.editor.saved', { time: formatTime(saving.at) })
          : t('reports.editor.unsaved', { reason: saving.reason })}
    </span>
  )
}
