import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { EntryAction, EvidenceKind } from '../../db/words.ts'
import type {
  Answer,
  actionsAnswer,
  EntriesQuery,
  EntryAnswer,
  EntryDetail,
  EntryList,
  Preview,
  unitList,
} from '../../server/entries/contract.ts'
import type { EvidenceList, EvidenceRow } from '../../server/entries/evidence/contract.ts'
import { get, segment, send, standingHeaders } from '../api.ts'
import { Problem } from '../problem.ts'
import { writingHeaders } from '../session/hold.ts'
import type { Body } from './form.ts'

export type Acts = Pick<EntryAnswer, 'allowed' | 'refused'>

/** One entry whole. */
export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['/entries', id],
    queryFn: ({ signal }) => get<EntryDetail>(`/entries/${segment(id)}`, {}, signal),
    staleTime: 0,
  })

export const entriesListQuery = (query: EntriesQuery) =>
  queryOptions({
    queryKey: ['/entries', query],
    queryFn: ({ signal }) => get<EntryList>('/entries', query, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['/entries', id, 'evidence'],
    queryFn: ({ signal }) => get<EvidenceList>(`/entries/${segment(id)}/evidence`, {}, signal),
    staleTime: 0,
  })

/** Local units whose name holds what was typed; those that the department reports most come first. */
export const unitsQuery = (department: string | undefined, q: string) =>
  queryOptions({
    queryKey: ['/units', department, q],
    queryFn: ({ signal }) =>
      get<z.infer<typeof unitList>>('/units', { department, q: q === '' ? undefined : q }, signal),
    placeholderData: keepPreviousData,
  })

type Where = { plan: string; department?: string | undefined; corrects?: string | undefined }

/** How the form would be read and what it would count for. */
export const previewQuery = (
  where: Where,
  entry: string | undefined,
  body: Body,
  answers: readonly Answer[],
  stamp: number,
) =>
  queryOptions({
    queryKey: ['/entries/preview', where, entry, body, answers, stamp],
    queryFn: () =>
      send<Preview>('POST', '/entries/preview', { ...where, ...(entry ? { entry } : {}), ...body, answers }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })

export const createEntry = (where: Where, body: Partial<Body>, answers: readonly Answer[], key: string) =>
  send<EntryAnswer>('POST', '/entries', { ...where, ...body, ...(answers.length > 0 ? { answers } : {}) }, key)

export const patchEntry = (id: string, version: number, body: Partial<Body>, answers: readonly Answer[]) =>
  send<EntryAnswer>('PATCH', `/entries/${segment(id)}`, {
    version,
    ...body,
    ...(answers.length > 0 ? { answers } : {}),
  })

export const actOn = (id: string, action: EntryAction, version: number, key: string, more: object = {}) =>
  send<EntryAnswer>('POST', `/entries/${segment(id)}/${action}`, { version, ...more }, key)

/** Parts of a plan that move with the state of an entry: the desk, the numbers in the bar, what is handed in. */
const MOVED: readonly unknown[] = ['desk', 'waiting', 'returns']

/** After an entry was begun or moved on: what tells how many wait, and lists of entries, are asked anew. */
export function entriesMoved(client: QueryClient): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] === '/plans' && MOVED.includes(queryKey[2]),
  })
  void client.invalidateQueries({ queryKey: ['/review/queue'] })
}

export type Outcomes = z.infer<typeof actionsAnswer>

/** The same act on several, each with its own outcome. */
export const actOnAll = (said: { action: EntryAction; ids: readonly string[]; reason?: string; mendBy?: string }) =>
  send<Outcomes>('POST', '/entries/actions', said)

export const addAddress = (id: string, kind: EvidenceKind, url: string) =>
  send<{ rows: EvidenceRow[] }>('POST', `/entries/${segment(id)}/evidence/address`, { kind, url })

export const removeEvidence = (evidence: string) => send('DELETE', `/evidence/${segment(evidence)}`)

export const fileAddress = (evidence: string) => `/api/evidence/${segment(evidence)}/file`

/** Sends files with their progress (0 to 1); `stop` gives them up. Throws as every write does. */
export function uploadEvidence(
  id: string,
  kind: EvidenceKind,
  files: readonly File[],
  progress: (part: number) => void,
): { done: Promise<{ rows: EvidenceRow[] }>; stop: () => void } {
  const request = new XMLHttpRequest()
  const run = async () => {
    // A session that ran out is mended here: an upload cannot be held and sent again by itself.
    await get(`/entries/${segment(id)}/evidence`, {})
    const form = new FormData()
    for (const file of files) form.append(kind, file, file.name)
    return new Promise<{ rows: EvidenceRow[] }>((resolve, reject) => {
      request.open('POST', `/api/entries/${segment(id)}/evidence`)
      for (const [name, value] of Object.entries({
        accept: 'application/json',
        ...writingHeaders('POST'),
        ...standingHeaders(),
      }))
        request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0)
      request.onload = () => {
        const body: unknown = JSON.parse(request.responseText || 'null')
        if (request.status < 300) resolve(body as { rows: EvidenceRow[] })
        else reject(new Problem({ ...(typeof body === 'object' ? body : null), status: request.status }))
      }
      request.onerror = () => reject(new TypeError('network'))
      request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
      request.send(form)
    })
  }
  return { done: run(), stop: () => request.abort() }
}
