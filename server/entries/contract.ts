import { z } from 'zod'
import { TASK_STATEMENTS } from '../../db/words.ts'
import { code, isoDate } from '../plan/contract.ts'

/** What one department last said of a task 重点任务进展, recognised. */
export const taskStatement = z.object({
  department: code,
  status: z.enum(TASK_STATEMENTS),
  text: z.string(),
  effectiveOn: isoDate,
  recognisedOn: isoDate,
})
export type TaskStatement = z.infer<typeof taskStatement>
export const taskStatements = z.object({
  number: z.int(),
  rows: z.array(taskStatement),
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
})
export type TaskStatements = z.infer<typeof taskStatements>
export const taskParams = z.strictObject({ plan: code, task: z.coerce.number().int().min(1).max(999) })
