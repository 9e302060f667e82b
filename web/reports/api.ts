import { queryOptions } from '@tanstack/react-query'
import type { ReportPart } from '../../db/words.ts'
import type {
  ChasedNarratives,
  Comparison,
  IssueRequest,
  MovedSentences,
  NarrativeList,
  NarrativePatch,
  ReportDetail,
  ReportList,
  ReportPatch,
  ReportRequest,
  SectionPatch,
  SnapshotDetail,
  SnapshotList,
  Typefaces,
} from '../../server/reports/contract.ts'
import { get, newKey, queryClient, send } from '../api.ts'

const segment = (text: string) => encodeURIComponent(text)

/** A plan's snapshots, newest first. */
export const snapshotsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'snapshots'],
    queryFn: ({ signal }) => get<SnapshotList>(`/plans/${segment(plan)}/snapshots`, { pageSize: 200 }, signal),
  })

/** One snapshot with what it holds; it never changes. */
export const snapshotQuery = (plan: string, number: number) =>
  queryOptions({
    queryKey: ['/plans', plan, 'snapshots', number],
    queryFn: ({ signal }) => get<SnapshotDetail>(`/plans/${segment(plan)}/snapshots/${number}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const comparisonQuery = (plan: string, number: number, before: number) =>
  queryOptions({
    queryKey: ['/plans', plan, 'snapshots', number, 'comparison', before],
    queryFn: ({ signal }) =>
      get<Comparison>(`/plans/${segment(plan)}/snapshots/${number}/comparison`, { with: before }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const reportsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'reports'],
    queryFn: ({ signal }) => get<ReportList>(`/plans/${segment(plan)}/reports`, { pageSize: 200 }, signal),
  })

/** A report with everything that its editor shows. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['/reports', id],
    queryFn: ({ signal }) => get<ReportDetail>(`/reports/${segment(id)}`, {}, signal),
  })

export const movedQuery = (id: string, snapshot: number) =>
  queryOptions({
    queryKey: ['/reports', id, 'moved-sentences', snapshot],
    queryFn: ({ signal }) => get<MovedSentences>(`/reports/${segment(id)}/moved-sentences`, { snapshot }, signal),
  })

/** 字体 of the Word files of reports that are not issued yet. */
export const typefacesQuery = queryOptions({
  queryKey: ['/report-typefaces'],
  queryFn: ({ signal }) => get<Typefaces>('/report-typefaces', {}, signal),
})

export const setTypefaces = (names: Typefaces) =>
  after(send<Typefaces>('PUT', '/report-typefaces', names), typefacesQuery.queryKey)

/** Reports in progress that want a text of one's own department. */
export const narrativesQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'narratives'],
    queryFn: ({ signal }) => get<{ rows: NarrativeList[] }>(`/plans/${segment(plan)}/narratives`, {}, signal),
  })

/** Addresses of a report's files. */
export const fileOf = (id: string, name: 'report.docx' | 'annex.xlsx' | 'page.html' | 'bundle.zip') =>
  `/api/reports/${segment(id)}/${name}`

async function after<T>(answer: Promise<T>, ...keys: (readonly unknown[])[]): Promise<T> {
  const said = await answer
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  return said
}

export const makeSnapshot = (plan: string, asked: { asOf: string; knownAt: string; note: string }) =>
  after(send<{ number: number }>('POST', `/plans/${segment(plan)}/snapshots`, asked, newKey()), [
    '/plans',
    plan,
    'snapshots',
  ])

export const beginReport = (plan: string, asked: ReportRequest) =>
  after(send<{ id: string }>('POST', `/plans/${segment(plan)}/reports`, asked, newKey()), ['/plans', plan, 'reports'])

export const changeReport = (id: string, patch: ReportPatch) =>
  after(send<{ version: number }>('PATCH', `/reports/${segment(id)}`, patch), ['/reports', id], ['/plans'])

/** Saves without asking for the report anew: whoever types must not be interrupted. */
/** When by the server's clock: the one that every time on a page is read from. */
type Saved = { version: number; writtenAt: string }

export const saveSection = (id: string, part: ReportPart, patch: SectionPatch) =>
  send<Saved>('PATCH', `/reports/${segment(id)}/sections/${part}`, patch)

export const changeSection = (id: string, part: ReportPart, patch: SectionPatch) =>
  after(saveSection(id, part, patch), ['/reports', id])

export const lockSection = (id: string, part: ReportPart) =>
  send<{ until: string }>('POST', `/reports/${segment(id)}/sections/${part}/lock`)

export const issueReport = (id: string, asked: IssueRequest) =>
  after(
    send<{ number: number }>('POST', `/reports/${segment(id)}/issue`, asked, newKey()),
    ['/reports', id],
    ['/plans'],
  )

export const adoptNarrative = (id: string, department: string, version: number) =>
  after(
    send<{ version: number }>(
      'POST',
      `/reports/${segment(id)}/narratives/${segment(department)}/adopt`,
      { version },
      newKey(),
    ),
    ['/reports', id],
  )

export const writeNarrative = (id: string, department: string, patch: NarrativePatch) =>
  send<Saved>('PUT', `/reports/${segment(id)}/narratives/${segment(department)}`, patch)

export const chaseNarratives = (id: string, answerBy: string) =>
  send<ChasedNarratives>('POST', `/reports/${segment(id)}/narratives/chase`, { answerBy }, newKey())
