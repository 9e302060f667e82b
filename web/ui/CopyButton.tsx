import { useState } from 'react'
import { useWording } from '../i18n.ts'
import { Button } from './Button.tsx'

/** Copies a text that is shown once. Where the browser does not let a page copy (plain http), it says so. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useWording()
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      // Without https there is no clipboard at all: the text is there to be selected.
      setOutcome('refused')
    }
  }
  return (
    <>
      <Button onClick={() => void copy()}>{t('common.copy.do')}</Button>{' '}
      <span aria-live="polite">{outcome === undefined ? null : t(`common.copy.${outcome}`)}</span>
    </>
  )
}
