import { Problem } from '../problem.ts'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** The address of a GET under `/api` with the keys that are set. */
export function addressOf(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  return `/api${path}${text === '' ? '' : `?${text}`}`
}

/**
 * Fetches a file and hands it to the browser under the name that the server gave it. Throws a `Problem` where the answer
 * is none, so that the page can say why in its place.
 */
export async function download(path: string, query: Query): Promise<void> {
  const response = await fetch(addressOf(path, query), {
    headers: { 'accept-language': document.documentElement.lang },
  })
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null)
    throw new Problem({ ...(typeof body === 'object' ? body : null), status: response.status })
  }
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = nameIn(response.headers.get('content-disposition') ?? '')
  link.click()
  // The browser has taken the bytes over once the click is through.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** The file's name in a `Content-Disposition` (RFC 6266): the one in UTF-8. */
export function nameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  if (encoded === undefined) return /filename="([^"]*)"/.exec(disposition)?.[1] ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch {
    return ''
  }
}
