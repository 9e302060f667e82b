/**
 * The folder of evidence bytes: each file once, under its SHA-256 (security.md, rules 21 and 22). A file is complete
 * and on the disk before the row that names it is written; what a crash leaves behind is swept up.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file as it has just come in, not yet at its place. */
export type Received = {
  sha256: string
  bytes: number
  /** The whole content, for the checks. */
  content: () => Promise<Buffer>
  /** Moves it to its place, where it survives a pulled plug. */
  keep: () => Promise<void>
  /** Forgets it; harmless after `keep`. */
  drop: () => Promise<void>
}

/** What lies in the folder and what should: for `npm run verify` and the daily sweep. */
export type StoreReport = {
  /** Hashes of rows without a file. */
  missing: string[]
  /** Hashes of files whose bytes are no longer those of their name. */
  damaged: string[]
  /** Files that no row names. */
  orphans: string[]
}

export type EvidenceStore = {
  /** Writes a stream to a temporary file. A stream that fails leaves nothing. */
  receive(stream: Readable): Promise<Received>
  /** Opens a file for sending; null where it is missing or not of this size. */
  read(sha256: string, bytes: number): Promise<ReturnType<FileHandle['createReadStream']> | null>
  /** Compares the folder with the hashes that rows name; `deep` reads and hashes every file. */
  inspect(known: ReadonlySet<string>, deep: boolean): Promise<StoreReport>
  /** Removes files that no row names and temporary ones, both only if untouched since `before`. Answers how many. */
  sweep(known: ReadonlySet<string>, before: Date): Promise<number>
}

const HASH = /^[0-9a-f]{64}$/
const TEMPORARY = 'incoming'

/** The store in a data folder; nothing is made before the first file comes in. */
export function openStore(dataDir: string): EvidenceStore {
  const root = join(dataDir, 'evidence')
  const incoming = join(root, TEMPORARY)
  const placeOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)

  return {
    async receive(stream) {
      await mkdir(incoming, { recursive: true })
      const path = join(incoming, randomUUID())
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk)
          bytes += chunk.length
          done(null, chunk)
        },
      })
      const drop = () => rm(path, { force: true })
      try {
        await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
      } catch (error) {
        await drop()
        throw error
      }
      const sha256 = hash.digest('hex')
      return {
        sha256,
        bytes,
        content: () => readFile(path),
        drop,
        async keep() {
          const place = placeOf(sha256)
          const folder = join(root, sha256.slice(0, 2))
          await mkdir(folder, { recursive: true })
          // Over an older copy as well: what lies there may be damaged, this is not.
          await rename(path, place)
          await flushFolder(folder)
        },
      }
    },

    async read(sha256, bytes) {
      if (!HASH.test(sha256)) return null
      try {
        const handle = await open(placeOf(sha256), 'r')
        if ((await handle.stat()).size === bytes) return handle.createReadStream()
        await handle.close()
        return null
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },

    async inspect(known, deep) {
      const present = await list(root)
      const names = new Set(present)
      const missing = [...known].filter((sha256) => !names.has(sha256)).sort()
      const damaged: string[] = []
      if (deep) for (const sha256 of present) if ((await hashOf(placeOf(sha256))) !== sha256) damaged.push(sha256)
      return { missing, damaged, orphans: present.filter((sha256) => !known.has(sha256)) }
    },

    async sweep(known, before) {
      const orphans = (await list(root)).filter((sha256) => !known.has(sha256)).map(placeOf)
      const temporary = (await namesIn(incoming)).map((name) => join(incoming, name))
      let removed = 0
      for (const path of [...orphans, ...temporary]) {
        const found = await stat(path).catch(() => null)
        // What came in just now may get its row in a moment.
        if (found === null || found.mtime >= before) continue
        await rm(path, { force: true })
        removed += 1
      }
      return removed
    },
  }
}

/** The names in a folder are on the disk as well, not only the bytes under them. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  // Windows cannot flush a folder, and needs not.
  await handle.sync().catch(() => undefined)
  await handle.close()
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function list(root: string): Promise<string[]> {
  const found: string[] = []
  for (const folder of await namesIn(root))
    if (/^[0-9a-f]{2}$/.test(folder)) {
      const names = await namesIn(join(root, folder))
      found.push(...names.filter((name) => HASH.test(name) && name.startsWith(folder)))
    }
  return found
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
