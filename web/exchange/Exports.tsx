import { useState } from 'react'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { useDays, usePlanCode } from '../view.ts'
import { download, type Query } from './download.ts'
import styles from './Exports.module.css'

type File = { label: string; path: string; query: Query }

/** Words that hand out files; while one is made they say so, and where it fails, why. */
export function Exports({ files }: { files: readonly File[] }) {
  const { t } = useWording()
  const [making, setMaking] = useState<string>()
  const [fault, setFault] = useState<string>()
  const take = async (file: File) => {
    if (making !== undefined) return
    setMaking(file.path)
    setFault(undefined)
    try {
      await download(file.path, file.query)
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('exchange.noAnswer'))
    }
    setMaking(undefined)
  }
  return (
    <div className={`${styles.exports} no-print`}>
      {files.map((file) => (
        <button key={file.path} type="button" className="word" onClick={() => void take(file)}>
          {making === file.path ? t('exchange.making') : file.label}
        </button>
      ))}
      <span role="status" className="behind">
        {fault === undefined ? null : t('exchange.failed', { reason: fault })}
      </span>
    </div>
  )
}

/** The figures of this plan on the days of the page, as one workbook that can be printed as it is. */
export function SummaryExport() {
  const { t } = useWording()
  const plan = usePlanCode()
  const { asOf, knownAt } = useDays()
  if (plan === undefined) return null
  const path = `/plans/${encodeURIComponent(plan)}/summary.xlsx`
  return <Exports files={[{ label: t('exchange.summary'), path, query: { asOf, knownAt } }]} />
}
