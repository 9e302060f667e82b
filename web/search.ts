/**
 * What a page keeps in its address: every filter, sort and day is a plain string there, read into a typed value here.
 * A value that makes no sense is dropped, so that an old or mistyped link still opens the page.
 */

type Reader<T> = (text: string) => T | undefined

/** One word of a closed list. */
export const oneOf =
  <const W extends string>(words: readonly W[]): Reader<W> =>
  (text) =>
    words.find((word) => word === text)

/** A code of the plan file. */
export const code: Reader<string> = (text) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? text : undefined)

/** The 26-character id of a row, as the server writes it. */
export const uid: Reader<string> = (text) => (/^[0-9a-hjkmnp-tv-z]{26}$/.test(text) ? text : undefined)

/** A day that exists, `YYYY-MM-DD`. */
export const day: Reader<string> = (text) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const instant = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text ? undefined : text
}

/** A day as somebody wrote it; whoever shows it reads it by `day` first. */
export const asTyped: Reader<string> = (text) => text.trim().slice(0, 20) || undefined

/** A month, `YYYY-MM`. */
export const month: Reader<string> = (text) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined)

/** What somebody typed to search for, cut as the server asks. */
export const words: Reader<string> = (text) => text.trim().slice(0, 100) || undefined

/** `true` or `false`. */
export const flag: Reader<boolean> = (text) => (text === 'true' ? true : text === 'false' ? false : undefined)

/** A whole number from 1 to `most`. */
export const whole =
  (most: number): Reader<number> =>
  (text) => {
    const value = Number(text)
    return /^[1-9]\d*$/.test(text) && value <= most ? value : undefined
  }

/** A field to sort by, `-` before it for descending. */
export const sortBy =
  <const F extends string>(fields: readonly F[]): Reader<F | `-${F}`> =>
  (text) =>
    fields.flatMap((field) => [field, `-${field}` as const]).find((word) => word === text)

type Read<R extends Record<string, Reader<unknown>>> = {
  [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined> | undefined
}

/** A `validateSearch` for a route from one reader a key; keys without a reader are dropped. */
export function searchReader<R extends Record<string, Reader<unknown>>>(readers: R) {
  return (raw: Record<string, unknown>): Read<R> => {
    const found: Record<string, unknown> = {}
    for (const [key, read] of Object.entries(readers)) {
      const value = raw[key]
      if (value === undefined || value === null) continue
      const text = read(String(value))
      if (text !== undefined) found[key] = text
    }
    return found as Read<R>
  }
}

/** Reads the query as plain strings: a search for 2023 or 1e5 stays what was typed. */
export function parseSearch(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query))
}

/** Writes the query from plain values; what is undefined, null or empty is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
