/** 报告包: report, annex, page and evidence in one zip, with an index and the hash of each, written as it is read. */
import { createHash } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { SnapshotBody } from './contract.ts'

export type EvidenceReader = (sha256: string, bytes: number) => Promise<Readable | null>

/** One file of evidence in the bundle: under its item's number or title, named by its hash. */
type Filed = {
  sha256: string
  bytes: number
  name: string
  item: string
  entry: string
  department: string
  kind: string
}

const SAFE = /[\\/:*?"<>|\p{C}]/gu
const ENDINGS: Readonly<Record<string, string>> = {
  '25504446': 'pdf',
  '89504e47': 'png',
  ffd8ffe0: 'jpg',
  ffd8ffe1: 'jpg',
  '504b0304': 'zip',
}

/** Evidence of what counts, each file once. */
export function evidenceOf(body: SnapshotBody): Filed[] {
  const filed = new Map<string, Filed>()
  for (const item of body.items) {
    if (item.counts.length === 0) continue
    const label = item.number ?? item.title
    for (const entry of item.entries)
      for (const file of entry.evidence) {
        // An address has no bytes to bundle.
        if (file.sha256 === null || file.bytes === null || filed.has(file.sha256)) continue
        const folder = label.replaceAll(SAFE, '-').slice(0, 60)
        filed.set(file.sha256, {
          sha256: file.sha256,
          bytes: file.bytes,
          name: `证据/${folder}/${file.sha256.slice(0, 16)}`,
          item: item.id,
          entry: entry.id,
          department: entry.department,
          kind: file.kind,
        })
      }
  }
  return [...filed.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Streams the bundle: one file of evidence in memory at a time. `parts` are written as they are given; the index comes
 * last, when every hash is known. A missing file is named as missing, never left out in silence.
 */
export function streamBundle(
  parts: readonly { name: string; bytes: Uint8Array }[],
  body: SnapshotBody,
  read: EvidenceReader,
  at: Date,
): Readable {
  const out = new PassThrough()
  const zip = new Zip((error, chunk, final) => {
    if (error) out.destroy(error)
    else {
      out.write(chunk)
      if (final) out.end()
    }
  })
  const drained = () => (out.writableNeedDrain ? new Promise<void>((done) => out.once('drain', done)) : null)
  const add = async (name: string, bytes: Uint8Array, packed: boolean) => {
    const file = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    file.mtime = at
    zip.add(file)
    file.push(bytes, true)
    await drained()
  }
  const index: string[] = ['文件,SHA-256,字节,成果,填报,部门,证据种类']
  const line = (name: string, sha256: string, bytes: number | string, more: readonly string[] = []) =>
    index.push([name, sha256, bytes, ...more].map((one) => csvCell(String(one))).join(','))
  const work = async () => {
    for (const part of parts) {
      await add(part.name, part.bytes, /\.(docx|xlsx)$/.test(part.name))
      line(part.name, createHash('sha256').update(part.bytes).digest('hex'), part.bytes.length)
    }
    for (const file of evidenceOf(body)) {
      const found = await read(file.sha256, file.bytes)
      const more = [file.item, file.entry, file.department, file.kind]
      if (!found) {
        line(`${file.name}（文件缺失）`, file.sha256, file.bytes, more)
        continue
      }
      const chunks: Buffer[] = []
      for await (const chunk of found) chunks.push(chunk as Buffer)
      const bytes = Buffer.concat(chunks)
      const ending = ENDINGS[bytes.subarray(0, 4).toString('hex')]
      const name = ending === undefined ? file.name : `${file.name}.${ending}`
      await add(name, bytes, true)
      line(name, createHash('sha256').update(bytes).digest('hex'), bytes.length, more)
    }
    await add('索引.csv', new TextEncoder().encode(`\uFEFF${index.join('\r\n')}\r\n`), false)
    zip.end()
  }
  work().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

/** Cells that a spreadsheet would take for a formula are text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
