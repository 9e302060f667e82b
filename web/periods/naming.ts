import type { Translate } from '../i18n.ts'

type Quarter = { year: number; quarter: number }

/** 第三季度, or with its year where another year is looked at. */
export function quarterName(t: Translate, { year, quarter }: Quarter, near: string): string {
  const name = t(`periods.quarter.q${quarter as 1 | 2 | 3 | 4}`)
  return near.startsWith(String(year)) ? name : t('periods.quarterOf', { year, quarter: name })
}

/** A name as a sentence or a label begins with it; Chinese has no capitals. */
export const atStart = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** The quarter that a code names: `2025-q3`. */
export function quarterOf(code: string): Quarter {
  return { year: Number(code.slice(0, 4)), quarter: Number(code.slice(-1)) }
}
