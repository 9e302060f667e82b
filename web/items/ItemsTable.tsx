import { Link } from '@tanstack/react-router'
import type { ItemRow } from '../../server/items/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { DepartmentLink, PlanText } from '../ui/Links.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { whySentence } from './verdict.ts'

/**
 * Rows of the ledger as a table. With `why` the last column says, in a sentence, why each does not count; with
 * `since` the day is the one from which it counts.
 */
export function ItemsTable(props: {
  caption: string
  rows: readonly ItemRow[]
  plan: Plan
  /** Number of the row before the first: the sequence runs on across pages. */
  before?: number
  why?: boolean
  since?: boolean
  sort?: string | undefined
  onSort?: (sort: string) => void
}) {
  const wording = useWording()
  const { t } = wording
  const nameOf = new Map(props.plan.departments.map((department) => [department.code, department.name]))
  const number: Column<ItemRow> = {
    key: 'number',
    head: t('items.number'),
    width: '12.5rem',
    narrow: 'bare',
    cell: (row) => <span className="quiet nowrap">{row.number ?? row.planNumber ?? t(`words.kind.${row.kind}`)}</span>,
    ...(props.onSort ? { sort: 'number' } : {}),
  }
  const name: Column<ItemRow> = {
    key: 'name',
    head: t('items.name'),
    names: true,
    cell: (row) => (
      <Link {...paths.item(row.id)}>
        <PlanText>{row.title}</PlanText>
      </Link>
    ),
    ...(props.onSort ? { sort: 'title' } : {}),
  }
  const day: Column<ItemRow> = {
    key: 'day',
    head: t(props.since ? 'items.countsSince' : 'items.effectiveOn'),
    width: '7rem',
    align: 'end',
    cell: (row) => (props.since ? (row.verdict?.since ?? row.effectiveOn) : row.effectiveOn),
    ...(props.onSort && !props.since ? { sort: 'effectiveOn' } : {}),
  }
  const why: Column<ItemRow> = {
    key: 'why',
    head: t('items.reason'),
    width: '26rem',
    narrow: 'bare',
    cell: (row) => (row.verdict === null ? NOT_APPLICABLE : whySentence(wording, row.verdict, row)),
  }
  const rest: Column<ItemRow>[] = [
    {
      key: 'class',
      head: t('items.class'),
      width: '8.5rem',
      nowrap: true,
      cell: (row) =>
        row.class !== null
          ? t(`words.class.${row.class}`)
          : row.level !== null
            ? [t(`words.level.${row.level}`), t(`words.kind.${row.kind}`)].join(wording.language === 'en' ? ' ' : '')
            : t(`words.kind.${row.kind}`),
    },
    {
      key: 'stage',
      head: t('items.stage'),
      width: '5.5rem',
      nowrap: true,
      cell: (row) => t(`words.stage.${row.stage}`),
      ...(props.onSort ? { sort: 'stage' } : {}),
    },
    {
      key: 'role',
      head: t('items.role'),
      width: '4rem',
      nowrap: true,
      narrow: 'hide',
      cell: (row) => (row.unitRole === null ? NOT_APPLICABLE : t(`words.unitRole.${row.unitRole}`)),
    },
    {
      key: 'departments',
      head: t('items.departments'),
      width: '12rem',
      cell: (row) =>
        row.departments.map((code, place) => (
          <span key={code}>
            {place > 0 ? t('items.separator') : null}
            <DepartmentLink department={code}>
              <PlanText>{nameOf.get(code) ?? code}</PlanText>
            </DepartmentLink>
          </span>
        )),
    },
    day,
  ]
  const sequence: Column<ItemRow> = {
    key: 'sequence',
    head: t('items.sequence'),
    width: '3rem',
    narrow: 'hide',
    cell: (row) => <span className="faint">{(props.before ?? 0) + props.rows.indexOf(row) + 1}</span>,
  }
  return (
    <Table
      caption={props.caption}
      columns={[sequence, number, name, ...(props.why ? [why] : rest)]}
      rows={props.rows}
      rowKey={(row) => row.id}
      sort={props.sort}
      {...(props.onSort ? { onSort: props.onSort } : {})}
    />
  )
}
