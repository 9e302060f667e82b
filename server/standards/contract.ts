import { z } from 'zod'
import { NATURES, REFUSALS, STANDARD_CLASSES, TIDYINGS } from '../../db/words.ts'

/** Text as people paste it; what lies beyond 500 characters is not read. */
export const standardNumberQuery = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(2000)
    .describe('Text with one standard number in it, as pasted; the first 500 characters are read'),
})
export type StandardNumberQuery = z.infer<typeof standardNumberQuery>

export const standardNumber = z.object({
  canonical: z.string().describe('The one form under which the standard is stored'),
  undated: z.string().describe('The same without any year'),
  class: z.enum(STANDARD_CLASSES),
  nature: z.enum(NATURES),
  code: z.string().describe('What stands before the serial: GB/T, DB37/T, T/ABC'),
  place: z.string().nullable().describe('Province or city of a local standard'),
  sector: z.string().nullable().describe('Industry of an industry standard'),
  serial: z.string(),
  part: z.string().nullable(),
  year: z.number().int().nullable(),
  dated: z.boolean(),
  amendment: z.string().nullable(),
  adopts: z.string().nullable(),
  replaces: z.string().nullable(),
  title: z.string().nullable(),
  tidied: z.array(z.enum(TIDYINGS)),
})
export type StandardNumberAnswer = z.infer<typeof standardNumber>

/** Members that the 422 answer adds to problem+json. */
export const standardNumberRefusal = z.object({
  reason: z.enum(REFUSALS),
  numbers: z.array(z.string()),
  found: z.string().nullable(),
  suggestion: z.string().nullable().describe('Of an unknown code: the known one that it is a slip of'),
})
export type StandardNumberRefusal = z.infer<typeof standardNumberRefusal>
