import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelState } from '../../server/notices/contract.ts'
import { newKey, send } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Table } from '../ui/Table.tsx'
import { channelsQuery } from './api.ts'

/** 外发通道: whether mail and group robots work; for the administrator. */
export function ChannelsPage() {
  return (
    <RequireSignIn roles={['admin']}>
      <Channels />
    </RequireSignIn>
  )
}

type Outcome = { channel: ChannelState['channel']; fault: string | null }

function Channels() {
  const { t } = useWording()
  const client = useQueryClient()
  const query = useQuery(channelsQuery)
  const [outcome, setOutcome] = useState<Outcome>()
  const rows = query.data?.rows ?? []
  const on = rows.filter((row) => row.configured).length
  const test = async (channel: ChannelState['channel']) => {
    try {
      const { fault } = await send<{ ok: boolean; fault: string | null }>(
        'POST',
        `/channels/${channel}/test`,
        undefined,
        newKey(),
      )
      setOutcome({ channel, fault })
    } catch (error) {
      setOutcome({ channel, fault: error instanceof Problem ? error.message : t('common.noAnswer') })
    }
    await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
  }
  return (
    <>
      <PageTitle
        title={
          query.data === undefined ? t('notices.channels') : t('notices.channelsFinding', { on, off: rows.length - on })
        }
        deck={t('notices.channelsDeck')}
      />
      {outcome === undefined ? null : outcome.fault === null ? (
        <Notice
          tone="done"
          role="status"
          title={t('notices.testDone', { channel: t(`notices.channel.${outcome.channel}`) })}
        />
      ) : (
        <Notice
          tone="wrong"
          role="alert"
          title={t('notices.testFailed', {
            channel: t(`notices.channel.${outcome.channel}`),
            fault: outcome.fault,
          })}
        />
      )}
      <Loaded query={query} skeleton={<SkeletonRows rows={3} widths={['10rem', '20rem']} />} empty={null}>
        {(data) => (
          <Table
            caption={t('notices.channels')}
            rows={data.rows}
            rowKey={(row) => row.channel}
            columns={[
              {
                key: 'name',
                head: t('notices.channelName'),
                names: true,
                width: '10rem',
                cell: (row) => t(`notices.channel.${row.channel}`),
              },
              {
                key: 'configured',
                head: t('notices.configured'),
                width: '8rem',
                cell: (row) =>
                  row.configured ? t('notices.isConfigured') : <span className="quiet">{t('notices.isNot')}</span>,
              },
              { key: 'waiting', head: t('notices.waiting'), width: '5rem', align: 'end', cell: (row) => row.waiting },
              {
                key: 'failed',
                head: t('notices.failed'),
                width: '5rem',
                align: 'end',
                cell: (row) => (row.failed > 0 ? <span className="behind strong">{row.failed}</span> : 0),
              },
              {
                key: 'sent',
                head: t('notices.lastSent'),
                width: '11rem',
                cell: (row) => (row.lastSentAt === null ? '—' : formatInstant(row.lastSentAt)),
              },
              { key: 'fault', head: t('notices.lastFault'), cell: (row) => row.lastFault ?? '—' },
              {
                key: 'act',
                head: t('notices.act'),
                width: '11rem',
                cell: (row) =>
                  row.configured ? <Button onClick={() => void test(row.channel)}>{t('notices.test')}</Button> : null,
              },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}
