import { useState } from 'react'
import type { ImportRowPatch, ImportRowView, ImportTable } from '../../server/exchange/contract.ts'
import { useWording } from '../i18n.ts'
import { usePlan } from '../view.ts'
import styles from './ImportPage.module.css'

type Onward = (row: ImportRowView, patch: ImportRowPatch) => Promise<void>
type Fault = ImportRowView['faults'][number]
type Column = ImportTable['columns'][number]

/** Rows of one table of the file, by its own letters and numbers; a fault is framed in its cell, its cure at the end. */
export function CheckTable(props: {
  table: ImportTable
  rows: readonly ImportRowView[]
  /** One of several: its sheet is named above it. */
  named: boolean
  onMend: Onward
}) {
  const { t } = useWording()
  const { table, rows, named, onMend } = props
  const columns = table.columns.filter(
    ({ field, place }) =>
      field !== null &&
      rows.some((row) => hasText(row.cells[place]) || row.faults.some((fault) => fault.field === field)),
  )
  return (
    <div className={styles.scroll}>
      <table className={styles.rows}>
        <caption className={named ? styles.sheet : 'hidden-text'}>{table.sheet}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              {t('exchange.row')}
            </th>
            {columns.map((column) => (
              <th key={column.letters} scope="col">
                <span className={styles.letters}>{column.letters}</span>
                {column.text}
              </th>
            ))}
            <th scope="col" className={styles.cure}>
              {t('exchange.handling')}
              {rows.some((row) => row.verdict === 'fault') ? (
                <span className={styles.howTo}>{t('exchange.enter')}</span>
              ) : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} className={isLeft(row) ? styles.left : undefined}>
              <th scope="row" className={styles.number} data-head={t('exchange.row')}>
                {row.row}
              </th>
              {columns.map((column) => (
                <Cell key={column.letters} row={row} column={column} isFirst={columns[0] === column} />
              ))}
              <td className={styles.cure}>
                <Cure row={row} columns={table.columns} onMend={(patch) => onMend(row, patch)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const hasText = (cell: ImportRowView['cells'][number] | undefined) =>
  cell !== null && cell !== undefined && String(cell).trim() !== ''
const isLeft = ({ verdict }: ImportRowView) => verdict === 'twice' || verdict === 'left-out'

function Cell({ row, column, isFirst }: { row: ImportRowView; column: Column; isFirst: boolean }) {
  const { t, language } = useWording()
  const raw = row.cells[column.place]
  const fault = isLeft(row) ? undefined : row.faults.find((one) => one.field === column.field)
  const asked = row.verdict === 'ask' && (column.field === 'number' || (isFirst && row.reads.number === null))
  const mended = column.field === null ? undefined : row.fixes[column.field]
  const near = row.near[0]
  const message = fault?.message[language === 'en' ? 'en' : 'zh'] ?? ''
  const isNaming = fault !== undefined || column.field === 'number' || column.field === 'title'
  return (
    <td className={fault ? styles.wrong : asked ? styles.asked : undefined} data-head={column.text}>
      {mended ?? (hasText(raw) ? String(raw) : isNaming ? <span className="faint">{t('exchange.blank')}</span> : null)}
      {mended === undefined || !hasText(raw) ? null : (
        <span className={styles.was}>{t('exchange.mended', { text: String(raw) })}</span>
      )}
      {fault ? (
        <span className={styles.message}>
          {/* What can be chosen stands in the choice itself. */}
          {fault.choices ? message.replace(/[：:].*$/s, '') : message}
        </span>
      ) : null}
      {asked && near ? (
        <span className={styles.question}>{t('exchange.nearKnown', { name: near.number ?? near.title })}</span>
      ) : null}
    </td>
  )
}

function Cure(props: {
  row: ImportRowView
  columns: readonly Column[]
  onMend: (patch: ImportRowPatch) => Promise<void>
}) {
  const { t, language } = useWording()
  const { row, columns, onMend } = props
  if (row.verdict === 'fault')
    return (
      <>
        {row.faults.map((fault) => {
          const is = textOf(row, columns, fault)
          return <Mend key={`${fault.field} ${is}`} row={row} fault={fault} is={is} onMend={onMend} />
        })}
        <button type="button" className="word" onClick={() => void onMend({ leftOut: true })}>
          {t('exchange.leaveOut')}
        </button>
      </>
    )
  if (row.verdict === 'ask') return <Question row={row} onMend={onMend} />
  if (isLeft(row))
    return (
      <span className={styles.because}>
        − {row.because?.[language === 'en' ? 'en' : 'zh']}{' '}
        <button type="button" className="word" onClick={() => void onMend({ leftOut: false })}>
          {t('exchange.restore')}
        </button>
      </span>
    )
  if (row.verdict === 'same') return <span className="quiet">{row.because?.[language === 'en' ? 'en' : 'zh']}</span>
  return <Effect row={row} onMend={onMend} />
}

/** What stands in the cell that a fault is about: as mended, else as in the file. */
function textOf(row: ImportRowView, columns: readonly Column[], { field }: Fault): string {
  const mended = row.fixes[field]
  if (mended !== undefined) return mended
  const texts = columns.filter((column) => column.field === field).map((column) => row.cells[column.place])
  return String(texts.find(hasText) ?? '')
}

/** What a row will do once it is written. */
function Effect({ row, onMend }: { row: ImportRowView; onMend: (patch: ImportRowPatch) => Promise<void> }) {
  const { t, list, language } = useWording()
  const plan = usePlan().data
  const { stage } = row.reads
  const named = row.targets.map((code) => plan?.targets.find((one) => one.code === code)?.shortName ?? code)
  const isTask = row.effect === 'task' || row.effect === 'zero' || stage === null
  return (
    <>
      <span className="strong">
        {isTask
          ? t(row.effect === 'zero' ? 'exchange.zero' : 'exchange.task')
          : row.stageNow === null
            ? t('exchange.fresh')
            : t('exchange.advance', { from: t(`words.stage.${row.stageNow}`), to: t(`words.stage.${stage}`) })}
      </span>{' '}
      <button type="button" className={`word ${styles.quietWord}`} onClick={() => void onMend({ leftOut: true })}>
        {t('exchange.leaveOut')}
      </button>
      {isTask ? null : (
        <span className={styles.effect}>
          {named.length > 0 ? t('exchange.counts', { targets: list(named) }) : t('exchange.countsNot')}
          {row.lacksEvidence ? ` · ${t('exchange.lacksEvidence')}` : ''}
        </span>
      )}
      {row.notes.map((note) => (
        <span key={note.zh} className={styles.effect}>
          {note[language === 'en' ? 'en' : 'zh']}
        </span>
      ))}
    </>
  )
}

function Mend(props: {
  row: ImportRowView
  fault: Fault
  /** What stands there now. */
  is: string
  onMend: (patch: ImportRowPatch) => Promise<void>
}) {
  const { t } = useWording()
  const { row, fault, is, onMend } = props
  const [typed, setTyped] = useState(is)
  const field = t(`exchange.fields.${fault.field}`)
  const label = t('exchange.cellOf', { row: row.row, field })
  const put = (text: string) => {
    if (text.trim() !== '' && text !== is) void onMend({ fixes: { [fault.field]: text } })
  }
  const { suggest, choices } = fault
  return (
    <div className={styles.mend}>
      {choices === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            put(typed)
          }}
        >
          <label>
            <span>{field}</span>
            <input
              data-open
              aria-label={label}
              aria-invalid
              maxLength={1000}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className={styles.suggest} aria-label={t('exchange.mendCell', { cell: label })}>
            {t('exchange.mend')}
          </button>
        </form>
      ) : (
        <label>
          <span>{field}</span>
          <select
            data-open
            aria-label={label}
            aria-invalid
            value=""
            onChange={(event) => put(event.currentTarget.value)}
          >
            <option value="">{is === '' ? t('exchange.choice') : t('exchange.choiceFor', { text: is })}</option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        </label>
      )}
      {suggest === undefined ? null : (
        <button
          type="button"
          className={styles.suggest}
          onClick={() => void onMend({ fixes: { [fault.field]: suggest } })}
        >
          {suggest === '' ? t('exchange.clearCell') : t('exchange.changeTo', { text: suggest })}
        </button>
      )}
      {fault.confirm ? (
        <button type="button" className={styles.suggest} onClick={() => void onMend({ dayConfirmed: true })}>
          {t('exchange.confirmCover')}
        </button>
      ) : null}
    </div>
  )
}

function Question({ row, onMend }: { row: ImportRowView; onMend: (patch: ImportRowPatch) => Promise<void> }) {
  const { t } = useWording()
  return (
    <fieldset className={styles.near}>
      <legend className="hidden-text">{`${t('exchange.row')} ${row.row} ${t('exchange.nearQuestion')}`}</legend>
      {row.near.map((one, place) => (
        <label key={one.id}>
          <input
            {...(place === 0 ? { 'data-open': true } : {})}
            type="radio"
            name={`near-${row.table}-${row.row}`}
            checked={false}
            onChange={() => void onMend({ near: one.id })}
          />
          {t('exchange.same', { name: one.number === null ? one.title : `${one.number} ${one.title}` })}
        </label>
      ))}
      <label>
        <input
          type="radio"
          name={`near-${row.table}-${row.row}`}
          checked={false}
          onChange={() => void onMend({ near: 'other' })}
        />
        {t('exchange.other')}
      </label>
      <button type="button" className="word" onClick={() => void onMend({ leftOut: true })}>
        {t('exchange.leaveOut')}
      </button>
    </fieldset>
  )
}
