import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { MergedEffect, Queue, ReviewSettings } from '../../server/entries/review/contract.ts'
import type { QueueFilter, QueueStep } from '../../server/entries/review/settings.ts'
import { get, send } from '../api.ts'

/** What the queue is narrowed to. */
export type QueueSearch = { filter?: QueueFilter | undefined; department?: string | undefined }

const MOST = 200
const MINUTE = 60_000

/** What waits; asked again every minute, so that what comes in shows below. */
export const queueQuery = (step: QueueStep, search: QueueSearch) =>
  queryOptions({
    queryKey: ['/review/queue', step, search],
    queryFn: ({ signal }) => get<Queue>('/review/queue', { step, ...search, pageSize: MOST }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE,
  })

/** Phrases and deadlines of the office. */
export const reviewSettingsQuery = queryOptions({
  queryKey: ['/review/settings'],
  queryFn: ({ signal }) => get<ReviewSettings>('/review/settings', {}, signal),
  staleTime: 10 * MINUTE,
})

/** Where the bytes of a file are: for saving, or for showing in a page. */
export const fileAddress = (file: string, inline = false) => `/api/evidence/${file}/file${inline ? '?inline=true' : ''}`

/** The bytes of a file. Throws where they cannot be had. */
export async function bytesOf(file: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(fileAddress(file, true), { signal })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.arrayBuffer()
}

export const saveReviewSettings = (settings: ReviewSettings) =>
  send<ReviewSettings>('PUT', '/review/settings', settings)

type Seen = { id: string; version: number }
export type Mark = { field: EntryDetail['moves'][number]['marks'][number]['field']; note: string }

export const approve = ({ id, version }: Seen) => send('POST', `/entries/${id}/approve`, { version })
export const sign = ({ id, version }: Seen) => send('POST', `/entries/${id}/sign`, { version })
export const giveBack = ({ id, version }: Seen, said: { reason: string; mendBy: string; marks: Mark[] }) =>
  send('POST', `/entries/${id}/return`, { version, ...said })
export const makeVoid = (id: string, reason: string) => send('POST', `/entries/${id}/void`, { reason })
export const settle = (id: string, said: { other: string; verdict: 'same' | 'different'; note: string | null }) =>
  send('POST', `/entries/${id}/settle`, said)
/** What recognising a claim would change if its item were the other one. */
export const mergedEffectQuery = (entry: string, item: string) =>
  queryOptions({
    queryKey: ['/entries', entry, 'merged', item],
    queryFn: ({ signal }) => get<MergedEffect>(`/entries/${entry}/merged-effect`, { item }, signal),
  })
