/** Reads the days out of the State Council's yearly notice 国务院办公厅关于…节假日安排的通知, as pasted. Pure. */
import type { CalendarDay } from '../../db/words.ts'

export type NoticeDay = { on: string; kind: CalendarDay; name: string }
/** What a text says: its days in order, and the lines that speak of days and could not be read. */
export type NoticeReading = { days: NoticeDay[]; unread: string[] }

const DAY_MS = 86_400_000
const LONGEST_DAYS = 15
const DATE = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日`
const RANGE = new RegExp(`${DATE}(?:至${DATE})?`, 'g')

/**
 * One holiday a line: “二、春节：1月28日至2月4日放假调休，共8天。1月26日、2月8日上班。” What stands in brackets is passed
 * over. A date without a year is of `year`; one that follows another takes its month.
 */
export function readNotice(text: string, year: number): NoticeReading {
  const days = new Map<string, NoticeDay>()
  const unread: string[] = []
  for (const line of text.normalize('NFC').split(/\r?\n/)) {
    const plain = line.replaceAll(/[（(][^（）()]*[）)]/g, '').replaceAll(/\s/g, '')
    const [, name, said] = /^(?:[一二三四五六七八九十]+、)?([^：:\d]{1,40})[：:](.+)$/.exec(plain) ?? []
    if (name === undefined || said === undefined) {
      if (/\d日/.test(plain) && /放假|上班/.test(plain) && !/通知如下|假日增加/.test(plain)) unread.push(line.trim())
      continue
    }
    const found = said.split(/[。；;]/).flatMap((part) => daysIn(part, name, year))
    if (found.length === 0) unread.push(line.trim())
    for (const day of found) days.set(day.on, day)
  }
  return { days: [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1)), unread }
}

function daysIn(part: string, name: string, year: number): NoticeDay[] {
  const kind = /上班/.test(part) ? 'worked' : /放假/.test(part) ? 'off' : null
  if (kind === null) return []
  const found: NoticeDay[] = []
  let month = 0
  for (const [, y1, m1, d1, y2, m2, d2] of part.matchAll(RANGE)) {
    month = Number(m1 ?? month)
    const from = dayOf(Number(y1 ?? year), month, Number(d1))
    month = Number(m2 ?? month)
    const to = d2 === undefined ? from : dayOf(Number(y2 ?? y1 ?? year), month, Number(d2))
    if (from === null || to === null) continue
    const length = Math.round((to - from) / DAY_MS) + 1
    if (length < 1 || length > LONGEST_DAYS) continue
    for (let n = 0; n < length; n++)
      found.push({ on: new Date(from + n * DAY_MS).toISOString().slice(0, 10), kind, name })
  }
  return found
}

/** The day as an instant; null where there is no such day. */
function dayOf(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day)
  const read = new Date(at)
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? at : null
}
