import type { Translate } from '../i18n.ts'

type Quarter = { year: number; quarter: number }

/** 第三季度, or with its year where another year is looked at. */
export function quarterName(t: Translate, { year, quarter }: Quarter, near: string): string {
  const name = t(`periods.quarter.q${quarter as 1 | 2 | 3 | 4}`)
  return near.startsWith(String(year)) ? name : t('periods.quarterOf', { year, quarter: name })
}

/** The quarter that a code names: `2025-q3`. */
export function quarterOf(code: string): Quarter {
  return { year: Number(code.slice(0, 4)), quarter: Number(code.slice(-1)) }
}
