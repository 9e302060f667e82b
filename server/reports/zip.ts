/** ZIP archives that are the same to the byte for the same parts: sorted, and stamped with a given time. */
import { unzipSync, type Zippable, zipSync } from 'fflate'

/** The earliest time that the format can hold is 1980. Written as if it were local time, whatever zone the server has. */
export function stamped(at: Date): Date {
  const shanghai = new Date(at.getTime() + 8 * 3_600_000)
  return new Date(
    shanghai.getUTCFullYear(),
    shanghai.getUTCMonth(),
    shanghai.getUTCDate(),
    shanghai.getUTCHours(),
    shanghai.getUTCMinutes(),
    shanghai.getUTCSeconds(),
  )
}

/** Packs parts in the order of their names, `[Content_Types].xml` first where there is one, as Office expects. */
export function packZip(parts: Readonly<Record<string, Uint8Array>>, at: Date): Uint8Array<ArrayBuffer> {
  const first = '[Content_Types].xml'
  const names = Object.keys(parts).sort((a, b) => (a === first ? -1 : b === first ? 1 : a < b ? -1 : 1))
  const files: Zippable = {}
  for (const name of names) {
    const bytes = parts[name]
    if (bytes) files[name] = [bytes, { mtime: stamped(at), level: 6 }]
  }
  return zipSync(files)
}

/**
 * An Office file without what chance and the clock put into it: times are set to `at`, random names of relationships
 * and numbers of drawings run from 1. The same contents are then the same bytes. `mends` change parts by name.
 */
export function settled(
  file: Uint8Array,
  at: Date,
  mends: Readonly<Record<string, (xml: string) => string>> = {},
): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(file)
  for (const [name, mend] of Object.entries(mends)) {
    const part = parts[name]
    if (part) parts[name] = new TextEncoder().encode(mend(new TextDecoder().decode(part)))
  }
  settleNames(parts)
  const time = `${at.toISOString().slice(0, 19)}Z`
  const core = parts['docProps/core.xml']
  if (core) {
    const text = new TextDecoder()
      .decode(core)
      .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g, `$1${time}$2`)
    parts['docProps/core.xml'] = new TextEncoder().encode(text)
  }
  // A chart carries its data as a workbook of its own.
  for (const [name, bytes] of Object.entries(parts)) if (/\.(xlsx|docx)$/.test(name)) parts[name] = settled(bytes, at)
  return packZip(parts, at)
}

/** Names that `docx` draws by lot, as `rIdnmhqo8qtfojjydjsk04py`, and counters that run on from document to document. */
function settleNames(parts: Record<string, Uint8Array>): void {
  const names = new Map<string, string>()
  let drawings = 0
  for (const part of Object.keys(parts).sort()) {
    if (!/\.(xml|rels)$/.test(part)) continue
    const text = new TextDecoder().decode(parts[part])
    const even = text
      .replaceAll(/\brId[\w-]{16,}/g, (name) => {
        const known = names.get(name) ?? `rIdDrawing${names.size + 1}`
        names.set(name, known)
        return known
      })
      .replaceAll(/(<wp:docPr id=")\d+/g, (_, before: string) => `${before}${++drawings}`)
    if (even !== text) parts[part] = new TextEncoder().encode(even)
  }
}
