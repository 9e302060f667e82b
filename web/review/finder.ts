/** Finds on which page of a document a claimed value stands. Pure: texts in, a page number out. */

/** Where a line's value was found: a page of a file, nowhere in its text, or in a scan that a person has to read. */
export type Found = { file: string; kind: string; page: number } | 'scan' | 'nowhere' | null

/** What has to be said of the page numbers beside the lines; nothing where there are none. */
export function noteOn(found: readonly Found[]): 'scanNote' | 'note' | null {
  if (found.includes('scan')) return 'scanNote'
  return found.some((one) => one !== null && typeof one === 'object') ? 'note' : null
}

/** A text as it is compared: one width, one dash, no spaces, small letters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―−－—–ー~～]/g, '-')
    .replace(/\s+/g, '')
    .toLowerCase()
}

/** A day as covers and notices write it. */
function daysAsWritten(day: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-')
  const short = [String(Number(month)), String(Number(date))] as const
  return [
    `${year}-${month}-${date}`,
    `${year}年${month}月${date}日`,
    `${year}年${short[0]}月${short[1]}日`,
    `${year}.${month}.${date}`,
    `${year}.${short[0]}.${short[1]}`,
    `${year}/${month}/${date}`,
  ]
}

/** Fewer characters than this on a page are a stamp or a page number, not a text. */
const TEXT_PER_PAGE = 15

/** Whether a document holds pictures of pages instead of text: then a person has to look. */
export function isScan(texts: readonly string[]): boolean {
  const characters = texts.reduce((sum, text) => sum + plain(text).length, 0)
  return characters < TEXT_PER_PAGE * Math.max(1, texts.length)
}

/** The first page, from 1, on which a value stands; null where it is nowhere. A day is found however it is written. */
export function pageOf(value: string, texts: readonly string[]): number | null {
  const wanted = (/^\d{4}-\d\d-\d\d$/.test(value) ? daysAsWritten(value) : [value])
    .map(plain)
    .filter((one) => one !== '')
  if (wanted.length === 0) return null
  const place = texts.findIndex((text) => {
    const page = plain(text)
    return wanted.some((one) => page.includes(one))
  })
  return place < 0 ? null : place + 1
}
