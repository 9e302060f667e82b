import { type SyntheticEvent, useState } from 'react'
import { useWording } from '../i18n.ts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isControl = (target: EventTarget): target is Control =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement

/** Sections of a form can be invalid too; only what can be filled in takes the focus. */
const FIRST = 'input:invalid, select:invalid, textarea:invalid'

/**
 * What the browser finds wrong when a form is sent, in our words, to be said under the field: the browser's own bubble
 * speaks the browser's language. Spread `watch` on the element around the control.
 */
export function useOwnWords() {
  const { t } = useWording()
  const [said, setSaid] = useState<string>()
  const wordsFor = (control: Control): string => {
    const { validity } = control
    if (validity.customError) return control.validationMessage
    if (validity.valueMissing) {
      if (control instanceof HTMLSelectElement) return t('common.field.choose')
      return t(control.type === 'checkbox' ? 'common.field.tick' : 'common.field.missing')
    }
    if (control instanceof HTMLSelectElement) return t('common.field.wrong')
    if (validity.tooShort) return t('common.field.short', { count: control.minLength })
    if (control instanceof HTMLTextAreaElement) return t('common.field.wrong')
    if (validity.typeMismatch && control.type === 'email') return t('common.field.email')
    if (validity.rangeUnderflow) return t('common.field.least', { value: control.min })
    if (validity.rangeOverflow) return t('common.field.most', { value: control.max })
    return t('common.field.wrong')
  }
  const watch = {
    onInvalidCapture: (event: SyntheticEvent) => {
      const { target } = event
      if (!isControl(target)) return
      event.preventDefault()
      setSaid(wordsFor(target))
      if (target.form?.querySelector(FIRST) === target) target.focus()
    },
    onInput: () => setSaid(undefined),
    /** What is picked from a panel is not typed. */
    onClick: ({ target }: SyntheticEvent) => {
      if (target instanceof Element && target.closest('button') !== null) setSaid(undefined)
    },
  }
  return { said, watch }
}
