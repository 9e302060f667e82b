import { z } from 'zod'
import { ENTRY_STATES, EVIDENCE_KINDS } from '../../../db/words.ts'
import { itemId } from '../../items/contract.ts'
import { code, isoDate } from '../../plan/contract.ts'

/** Another claim that the same file (by SHA-256) stands under. */
export const sharedWith = z.object({
  entry: itemId,
  title: z.string(),
  department: code,
  state: z.enum(ENTRY_STATES),
  effectiveOn: isoDate.nullable(),
})

/** One piece of evidence as those see it who may open it: a file, or an address instead of one. */
export const evidenceRow = z.object({
  id: itemId,
  kind: z.enum(EVIDENCE_KINDS),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  /** Where the document was published. */
  url: z.string().nullable(),
  addedAt: z.iso.datetime(),
  /** This person has opened the file. */
  opened: z.boolean(),
  /** Further claims with the same file, as far as this person may see them. */
  sharedWith: z.array(sharedWith),
  /** Further claims with the same file in all. */
  sharedCount: z.int(),
})
export type EvidenceRow = z.infer<typeof evidenceRow>

/** What an upload may be; sizes in bytes. Changed by an administrator. */
export const evidenceLimits = z.strictObject({
  bytesPerFile: z
    .int()
    .min(64 * 1024)
    .max(200 * 1024 * 1024)
    .default(20 * 1024 * 1024),
  filesPerEntry: z.int().min(1).max(100).default(20),
  bytesPerDepartment: z
    .int()
    .min(1024 * 1024)
    .max(1024 ** 4)
    .default(5 * 1024 ** 3),
})
export type EvidenceLimits = z.infer<typeof evidenceLimits>

export const evidenceList = z.object({
  rows: z.array(evidenceRow),
  limits: evidenceLimits,
  /** Whether this person may add and remove now; said in words by the entry's own answers. */
  canChange: z.boolean(),
})
export type EvidenceList = z.infer<typeof evidenceList>

export const evidenceParams = z.strictObject({ id: itemId })
export const evidenceAddressBody = z.strictObject({
  kind: z.enum(EVIDENCE_KINDS),
  /** https or http. */
  url: z.string().min(1).max(1000),
})
export const fileQuery = z.strictObject({
  /** Shown inside a page instead of saved; for PDF, PNG and JPG alone. */
  inline: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
})
