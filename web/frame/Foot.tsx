import { useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { planText } from '../ui/pieces.ts'
import { Sentence } from '../ui/Sentence.tsx'
import { usePlan, useSummary } from '../view.ts'
import styles from './Foot.module.css'

const REMEMBERED = 'size'

function rememberedSize(): 'large' | 'normal' {
  try {
    return localStorage.getItem(REMEMBERED) === 'large' ? 'large' : 'normal'
  } catch {
    return 'normal'
  }
}

/** What the figures rest on, their version, and how the page is to be shown. */
export function Foot() {
  const { t, day } = useWording()
  const plan = usePlan().data
  const summary = useSummary().data
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [size, setSize] = useState(rememberedSize)
  useEffect(() => {
    document.documentElement.dataset.size = size
    try {
      localStorage.setItem(REMEMBERED, size)
    } catch {
      // The choice then lasts as long as the page.
    }
  }, [size])
  return (
    <footer className={styles.foot}>
      <span>
        {plan === undefined ? null : (
          <Link {...paths.plan()} className="plain">
            <Sentence
              text={t('common.basedOn', {
                number: planText(plan.document.number),
                title: planText(plan.document.title),
              })}
            />
          </Link>
        )}
      </span>
      <span className={styles.print}>{summary === undefined ? null : day(summary.asOf)}</span>
      <span className={styles.end}>
        {summary === undefined ? null : <span>{t('common.dataVersion', { version: summary.dataVersion })}</span>}
        <span>{t('common.everyNumber')}</span>
        <button
          type="button"
          className="word no-print"
          aria-pressed={size === 'large'}
          onClick={() => setSize(size === 'large' ? 'normal' : 'large')}
        >
          {size === 'large' ? t('common.display.normal') : t('common.display.large')}
        </button>
        <button
          type="button"
          className="word no-print"
          aria-pressed={colorScheme === 'dark'}
          onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
        >
          {colorScheme === 'dark' ? t('common.display.light') : t('common.display.dark')}
        </button>
        <Link {...paths.wall()} className="word no-print">
          {t('common.display.wall')}
        </Link>
      </span>
    </footer>
  )
}
