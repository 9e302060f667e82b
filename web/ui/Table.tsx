import type { ReactNode } from 'react'
import { useWording } from '../i18n.ts'
import { Sentence } from './Sentence.tsx'
import styles from './Table.module.css'

export type Column<Row> = {
  key: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'end'
  /** A CSS length in rem; the rest is shared. */
  width?: string
  /** Names the row: a `th`. Every table has one. */
  names?: boolean
  /** The field that the address sorts by, where this head sorts. */
  sort?: string
  /** Its words stay on one line; in a longer language the column is then wider than its width. */
  nowrap?: true
  /**
   * On a phone: leave out, stand under the name without its head, or stand before the name on its line. By default head
   * and value share a line.
   */
  narrow?: 'hide' | 'bare' | 'lead'
}

/**
 * A real table: `caption` names it for a screen reader (names of the plan marked), heads sort by the address, rows are told apart by hairlines.
 * On a phone each row becomes a small block under its name.
 */
export function Table<Row>(props: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The field sorted by, `-` before it for descending. */
  sort?: string | undefined
  onSort?: (sort: string) => void
  /** Rows of a `tfoot`. */
  foot?: ReactNode
}) {
  return (
    <table className={styles.table}>
      <caption className="hidden-text">
        <Sentence text={props.caption} />
      </caption>
      <colgroup>
        {props.columns.map((column) => (
          <col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            {props.columns.map((column) => {
              const className = [
                column.align === 'end' ? styles.end : '',
                column.narrow === 'hide' ? styles.hideNarrow : '',
                column.narrow === 'bare' ? styles.bareNarrow : '',
                column.narrow === 'lead' ? styles.leadNarrow : '',
                column.nowrap ? styles.nowrap : '',
              ].join(' ')
              const head = typeof column.head === 'string' ? column.head : undefined
              return column.names ? (
                <th key={column.key} scope="row" className={className}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={className} data-head={head}>
                  {column.cell(row)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
      {props.foot === undefined ? null : <tfoot>{props.foot}</tfoot>}
    </table>
  )
}

function Head<Row>(props: {
  column: Column<Row>
  sort: string | undefined
  onSort: ((sort: string) => void) | undefined
}) {
  const { t } = useWording()
  const { column, sort, onSort } = props
  const className = column.align === 'end' ? styles.end : ''
  if (column.sort === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.head}
      </th>
    )
  }
  const field = column.sort
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : undefined
  const next = direction === 'descending' ? field : direction === 'ascending' ? `-${field}` : field
  const wording = next === field ? 'common.list.sortAscending' : 'common.list.sortDescending'
  return (
    <th scope="col" className={className} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className={styles.sort}
        title={typeof column.head === 'string' ? t(wording, { head: column.head }) : undefined}
        onClick={() => onSort(next)}
      >
        {column.head}
        <span className={styles.arrow} aria-hidden="true">
          {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
        </span>
      </button>
    </th>
  )
}
