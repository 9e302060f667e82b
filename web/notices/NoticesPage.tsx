import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { NoticeKind } from '../../db/words.ts'
import type { NoticeLine, NoticeList, NoticeSubject } from '../../server/notices/contract.ts'
import { send } from '../api.ts'
import { type Translate, useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { noticesQuery } from './api.ts'
import styles from './Notices.module.css'
import { noticesSearch } from './search.ts'

/** 通知: one summary a day for the person who is signed in. */
export function NoticesPage() {
  return (
    <RequireSignIn>
      <Notices />
    </RequireSignIn>
  )
}

function Notices() {
  const { t } = useWording()
  const search = noticesSearch(useSearch({ strict: false }))
  const query = useQuery(noticesQuery(search))
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={6} widths={['12rem', '30rem']} />}
      empty={(data) =>
        data.total === 0 ? (
          <>
            <PageTitle title={t('notices.title')} />
            <Empty title={t('notices.empty')} />
          </>
        ) : undefined
      }
    >
      {(data) => <List data={data} />}
    </Loaded>
  )
}

function List({ data }: { data: NoticeList }) {
  const { t, day } = useWording()
  const client = useQueryClient()
  const navigate = useNavigate()
  const unread = data.rows.filter((row) => row.readAt === null).map((row) => row.id)
  const markAll = async () => {
    await send('POST', '/notices/read', { ids: unread })
    await client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === '/notices' || queryKey[2] === 'waiting',
    })
  }
  return (
    <>
      <PageTitle
        title={data.unread === 0 ? t('notices.findingNone') : t('notices.finding', { count: data.unread })}
        deck={t('notices.deck')}
      />
      {unread.length === 0 ? null : (
        <p style={{ marginBlock: '0.75rem' }}>
          <Button onClick={() => void markAll()}>{t('notices.markAll')}</Button>
        </p>
      )}
      <ol>
        {data.rows.map((row) => (
          <li key={row.id} className={styles.day}>
            <h2 className={styles.head}>
              {t('notices.day', { day: day(row.on) })}
              {row.readAt === null ? <span className={styles.new}>{t('notices.unread')}</span> : null}
            </h2>
            <dl className={styles.lines}>
              {row.lines.map((line) => (
                <Line key={line.kind} line={line} near={row.on} />
              ))}
            </dl>
          </li>
        ))}
      </ol>
      <Pagination
        page={data.page}
        pageSize={data.pageSize}
        total={data.total}
        onPage={(page) => void navigate(paths.notices({ page, pageSize: data.pageSize }))}
        onPageSize={(pageSize) => void navigate(paths.notices({ pageSize }))}
      />
    </>
  )
}

function Line({ line, near }: { line: NoticeLine; near: string }) {
  const { t } = useWording()
  const more = line.items - line.subjects.length
  const person = usePerson()
  const to = placeOf(line.kind, person?.roles.find((one) => one.department !== null)?.department ?? undefined)
  return (
    <>
      <dt className={line.kind === 'returned' || line.kind === 'overdue' ? 'behind strong' : 'strong'}>
        <Link {...to} className="plain">
          {t(`notices.kind.${line.kind}`, { count: line.items })}
        </Link>
      </dt>
      <dd>
        {line.subjects.map((subject, place) => (
          <Subject key={`${subject.title}${place.toString()}`} subject={subject} near={near} />
        ))}
        {more > 0 ? <p className="note quiet">{t('notices.more', { count: more })}</p> : null}
      </dd>
    </>
  )
}

function Subject({ subject, near }: { subject: NoticeSubject; near: string }) {
  const { t, day } = useWording()
  const { title, note, on, days, change } = subject
  const left =
    days === null
      ? ''
      : days > 0
        ? t('notices.left', { count: days })
        : days === 0
          ? t('notices.today')
          : t('notices.late', { count: -days })
  return (
    <p>
      <PlanText>{title}</PlanText>
      {change === null ? null : <span> {changeWord(t, change)}</span>}
      {note === null ? null : <PlanText className="quiet"> {note}</PlanText>}
      {on === null ? null : (
        <span className={days !== null && days < 0 ? 'note behind' : 'note quiet'}>
          {' '}
          {day(on, near)} {left}
        </span>
      )}
    </p>
  )
}

type Change = NonNullable<NoticeSubject['change']>

/** What a decision changed, with what was before it. */
function changeWord(t: Translate, { kind, before, after }: Change): string {
  const what = kind === 'task' || kind === 'project' ? 'duty' : kind
  const said = (text: string | null) =>
    text === 'lead' || text === 'participant' ? t(`words.role.${text}`) : (text ?? '')
  const form = after === null ? 'Gone' : before === null ? 'New' : ''
  return t(`notices.change.${what}${form}`, { before: said(before), after: said(after) })
}

/** Where a line's work is done. */
function placeOf(kind: NoticeKind, home: string | undefined) {
  switch (kind) {
    case 'assigned':
      return home === undefined ? ({ to: '/desk' } as const) : paths.department(home)
    case 'objected':
      return { to: '/assignments' } as const
    case 'to-review':
      return { to: '/review' } as const
    case 'to-sign':
      return { to: '/sign' } as const
    case 'urge-answered':
      return { to: '/periods', hash: 'slips' } as const
    case 'recognised':
      return { to: '/ledger' } as const
    default:
      return { to: '/desk' } as const
  }
}
