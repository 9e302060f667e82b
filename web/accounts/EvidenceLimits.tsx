import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { EvidenceLimits as Limits } from '../../server/entries/evidence/contract.ts'
import { get, send } from '../api.ts'
import { useWording } from '../i18n.ts'
import session from '../session/Session.module.css'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'

const MB = 1024 * 1024
const GB = 1024 * MB

const limitsQuery = queryOptions({
  queryKey: ['/evidence-limits'],
  queryFn: ({ signal }) => get<Limits>('/evidence-limits', {}, signal),
})

/** 证据上限: how large a file, how many an entry, how much a department may hold. */
export function EvidenceLimits() {
  const { t } = useWording()
  const query = useQuery(limitsQuery)
  return (
    <Section title={t('review.limits.title')} note={t('review.limits.note')}>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} widths={['12rem', '6rem']} />} empty={null}>
        {(limits) => <Form key={JSON.stringify(limits)} limits={limits} />}
      </Loaded>
    </Section>
  )
}

function Form({ limits }: { limits: Limits }) {
  const { t } = useWording()
  const client = useQueryClient()
  const [megabytes, setMegabytes] = useState(limits.bytesPerFile / MB)
  const [files, setFiles] = useState(limits.filesPerEntry)
  const [gigabytes, setGigabytes] = useState(limits.bytesPerDepartment / GB)
  const [fault, setFault] = useState<string | null>(null)
  const [isSaved, setSaved] = useState(false)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(null)
    setSaved(false)
    const said: Limits = {
      bytesPerFile: Math.round(megabytes * MB),
      filesPerEntry: files,
      bytesPerDepartment: Math.round(gigabytes * GB),
    }
    try {
      const kept = await send<Limits>('PUT', '/evidence-limits', said)
      setSaved(true)
      client.setQueryData(limitsQuery.queryKey, kept)
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  const field = (label: string, value: number, set: (value: number) => void, step: number) => (
    <TextField
      label={label}
      type="number"
      required
      min={step}
      step={step}
      value={value}
      onChange={(event) => set(event.currentTarget.valueAsNumber || 0)}
    />
  )
  return (
    <form className={session.form} onSubmit={submit}>
      {isSaved ? <Notice tone="done" role="status" title={t('review.limits.saved')} /> : null}
      {fault === null ? null : <Notice tone="wrong" role="alert" title={fault} />}
      {field(t('review.limits.perFile'), megabytes, setMegabytes, 0.5)}
      {field(t('review.limits.perEntry'), files, setFiles, 1)}
      {field(t('review.limits.perDepartment'), gigabytes, setGigabytes, 0.5)}
      <p className={session.acts}>
        <Button type="submit">{t('review.limits.save')}</Button>
      </p>
    </form>
  )
}
