/** A day as people type it: 2025-8-29, 20250829, 2025年8月29日, 2025.8.29. Pure. */

export type DayRead = { ok: true; day: string | null } | { ok: false; zh: string; en: string }

const FORMS = [/^(\d{4})(\d{2})(\d{2})$/, /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/]

/** Reads a typed day; an empty text is no day, and a day that does not exist says why. */
export function readDay(typed: string): DayRead {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return { ok: true, day: null }
  const match = FORMS.map((form) => form.exec(text)).find((one) => one !== null)
  if (!match) return { ok: false, zh: '日期要写成2025-08-29这样', en: 'A day is written like 2025-08-29' }
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number)
  const day = `${match[1]}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  if (month < 1 || month > 12)
    return { ok: false, zh: `${day}不存在，没有${month}月`, en: `There is no month ${month}` }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (date < 1 || date > last)
    return {
      ok: false,
      zh: `${day}不存在，${month}月只有${last}天`,
      en: `${day} does not exist: that month has ${last} days`,
    }
  return { ok: true, day }
}

/** The first and the last day that a field takes, both inclusive, `YYYY-MM-DD`. */
export type DayBounds = { min?: string | undefined; max?: string | undefined }

/** Reads a typed day and holds it against its bounds; a day outside says which ones there are. */
export function readDayWithin(typed: string, { min, max }: DayBounds): DayRead {
  const read = readDay(typed)
  if (!read.ok || read.day === null) return read
  if (min !== undefined && min !== '' && read.day < min) return { ok: false, zh: `最早${min}`, en: `Not before ${min}` }
  if (max !== undefined && max !== '' && read.day > max) return { ok: false, zh: `最晚${max}`, en: `Not after ${max}` }
  return read
}
