import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ImportBatchView,
  ImportList,
  ImportRowPatch,
  ImportRows,
  ImportRowView,
} from '../../server/exchange/contract.ts'
import type { ImportTab } from '../../server/exchange/tabs.ts'
import { get, segment, send, sendFile } from '../api.ts'

const POLL_MS = 700

/** One import; asked again while it is read. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['/imports', id],
    queryFn: ({ signal }) => get<ImportBatchView>(`/imports/${segment(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? POLL_MS : false),
  })

/** A page of its rows. */
export const importRowsQuery = (id: string, tab: ImportTab, page: number, pageSize: number) =>
  queryOptions({
    queryKey: ['/imports', id, 'rows', { tab, page, pageSize }],
    queryFn: ({ signal }) => get<ImportRows>(`/imports/${segment(id)}/rows`, { tab, page, pageSize }, signal),
    placeholderData: keepPreviousData,
  })

/** The imports of whoever is signed in, newest first. */
export const importsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/imports', { plan }],
    queryFn: ({ signal }) => get<ImportList>('/imports', { plan }, signal),
  })

/** Sends a file; it is then read in the background. */
export const uploadTable = (plan: string, department: string | undefined, file: File) =>
  sendFile<ImportBatchView>('/imports', { plan, department, name: file.name }, file)

export const mendRow = (id: string, { table, row }: Pick<ImportRowView, 'table' | 'row'>, patch: ImportRowPatch) =>
  send<ImportRowView>('PATCH', `/imports/${segment(id)}/rows/${table}/${row}`, patch)

export type BatchAct = 'cancel' | 'undo' | 'leave-open-out'
export const actOn = (id: string, act: BatchAct) => send<ImportBatchView>('POST', `/imports/${segment(id)}/${act}`, {})
export const writeBatch = (id: string, as: 'drafts' | 'submitted') =>
  send<ImportBatchView>('POST', `/imports/${segment(id)}/write`, { as })
