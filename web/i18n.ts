import i18next, { type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import {
  formatChange,
  formatCount,
  formatDay,
  formatList,
  formatMonth,
  formatOrdinal,
  formatPercent,
  LANGUAGES,
  type Language,
} from './format.ts'
import { zhCN } from './locales/zh-CN.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zhCN }
    returnNull: false
  }
}

/** The typed translator; its keys are those of `locales/zh-CN`. */
export type Translate = TFunction<'translation', undefined>

/** The same keys in another language; `_one` beside a key is its English singular. */
export type WordingOf<Chinese> = {
  [K in keyof Chinese]: Chinese[K] extends string ? string : WordingOf<Chinese[K]>
} & { [K in keyof Chinese & string as Chinese[K] extends string ? `${K}_one` : never]?: string }

const REMEMBERED = 'language'

function remembered(): Language {
  try {
    const stored = localStorage.getItem(REMEMBERED)
    return LANGUAGES.find((language) => language === stored) ?? 'zh-CN'
  } catch {
    // Storage can be forbidden; Chinese comes first.
    return 'zh-CN'
  }
}

async function load(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./locales/en.ts')
    i18next.addResourceBundle('en', 'translation', en)
  }
}

/** Starts the wording in the language chosen last. English is fetched only where it is used. */
export async function startLanguage(): Promise<void> {
  const language = remembered()
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  if (language !== 'zh-CN') await switchLanguage(language)
}

/** Changes the language of the whole page and remembers it. */
export async function switchLanguage(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(REMEMBERED, language)
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** Wording and formats in the language of the page. */
export function useWording() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return {
    t: t as Translate,
    language,
    count: (value: number) => formatCount(value, language),
    percent: formatPercent,
    change: formatChange,
    day: (day: string, near?: string) => formatDay(day, language, near),
    month: (day: string) => formatMonth(day, language),
    ordinal: (number: number) => formatOrdinal(number, language),
    list: (names: readonly string[]) => formatList(names, language),
  }
}
export type Wording = ReturnType<typeof useWording>
