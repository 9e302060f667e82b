import { eq } from 'drizzle-orm'
import type { Database, Write } from '../../../db/open.ts'
import { evidence, setting } from '../../../db/schema.ts'
import { newUid } from '../../../db/uid.ts'
import type { EvidenceKind } from '../../../db/words.ts'
import type { Person } from '../../accounts/identity.ts'
import { problem } from '../../problem.ts'
import type { EvidenceLimits, EvidenceRow } from './contract.ts'
import {
  canChange,
  type EvidenceFile,
  evidenceOf,
  findEvidence,
  findOpenEntry,
  getHoldings,
  getLimits,
  LIMITS_KEY,
  listHashes,
} from './queries.ts'
import type { EvidenceStore } from './store.ts'

/** What is added: a file that lies in the store already, or an address. */
export type Added = { kind: EvidenceKind } & (
  | { name: string; mediaType: string; bytes: number; sha256: string }
  | { url: string }
)

/**
 * Adds evidence to an entry that its department still holds, and answers the new rows. Throws a problem where the
 * entry is not this person's, has been handed in, or would hold more than the limits allow.
 */
export function addEvidence(
  tx: Write,
  person: Person,
  entryUid: string,
  added: readonly Added[],
  now: Date,
): EvidenceRow[] {
  const row = findOpenEntry(tx, person, entryUid)
  if (!row) throw problem('not-found')
  if (!canChange(person, row)) throw notNow()
  const bytes = added.reduce((sum, one) => sum + ('bytes' in one ? one.bytes : 0), 0)
  refuseTooMuch(getLimits(tx), getHoldings(tx, row), added.length, bytes)
  const uids = added.map((one) => {
    const uid = newUid(now)
    tx.insert(evidence)
      .values({ ...one, uid, entryId: row.id, createdAt: now.toISOString() })
      .run()
    return uid
  })
  return (evidenceOf(tx, person, [row.id]).get(row.id) ?? []).filter((one) => uids.includes(one.id))
}

/** Takes a piece of evidence off an entry that its department still holds; answers what it was. Throws as above. */
export function removeEvidence(tx: Write, person: Person, uid: string): { file: EvidenceFile; entry: string } {
  const found = findEvidence(tx, person, uid)
  if (!found) throw problem('not-found')
  if (!canChange(person, found.entry)) throw notNow()
  tx.delete(evidence).where(eq(evidence.id, found.file.id)).run()
  return { file: found.file, entry: found.entry.uid }
}

/** Throws the problem that says which limit this many more files of so many bytes would pass. */
export function refuseTooMuch(
  limits: EvidenceLimits,
  holds: { files: number; bytes: number },
  files: number,
  bytes: number,
): void {
  if (holds.files + files > limits.filesPerEntry)
    throw problem('too-large', {
      detail: {
        zh: `一项填报最多${limits.filesPerEntry}份证据，现有${holds.files}份。请先移除用不着的，或把几张图合成一个 PDF`,
        en: `An entry holds at most ${limits.filesPerEntry} pieces of evidence and has ${holds.files}. Please remove some, or join pictures into one PDF`,
      },
    })
  if (holds.bytes + bytes > limits.bytesPerDepartment)
    throw problem('too-large', {
      detail: {
        zh: `本部门的证据已到上限（${gigabytes(limits.bytesPerDepartment)} GB），没有上传。请联系区市场监管局管理员调整`,
        en: `The department's evidence has reached its limit (${gigabytes(limits.bytesPerDepartment)} GB). Please ask the administrator`,
      },
    })
}

const gigabytes = (bytes: number) => Math.round((bytes / 1024 ** 3) * 100) / 100

/** The entry is handed in, or it is not this person's to change. */
export const notNow = () =>
  problem('not-allowed', {
    detail: {
      zh: '只有本部门填报人能改草稿和已退回填报的证据。已提交的请先撤回',
      en: 'Evidence can be changed only by reporters of the department, while the entry is a draft or returned',
    },
  })

/** Sets the limits of uploads; what is stored already stays. */
export function setLimits(tx: Write, limits: EvidenceLimits): EvidenceLimits {
  const value = JSON.stringify(limits)
  tx.insert(setting)
    .values({ key: LIMITS_KEY, value })
    .onConflictDoUpdate({ target: setting.key, set: { value } })
    .run()
  return limits
}

const GRACE_MS = 24 * 3_600_000

/** Removes files of the store that no row has named for a day. Answers how many. */
export function sweepEvidence(db: Database, store: EvidenceStore, now: Date): Promise<number> {
  return store.sweep(listHashes(db.read), new Date(now.getTime() - GRACE_MS))
}
