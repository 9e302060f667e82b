/** The thread of `aside.ts`: opens the data at one moment, asks, answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { snapshotOf } from '../db/open.ts'
import { type FieldFault, Problem, type ProblemType } from './problem.ts'

export type AsideQuestion = { id: number; module: string; name: string; args: readonly unknown[] }
export type AsideAnswer =
  | { id: number; answer: unknown }
  | { id: number; problem: { type: ProblemType; errors: readonly FieldFault[] } }
  | { id: number; fault: string }

parentPort?.on('message', async (question: AsideQuestion) => {
  parentPort?.postMessage(await answered(question))
})

async function answered({ id, module, name, args }: AsideQuestion): Promise<AsideAnswer> {
  const snapshot = snapshotOf(String(workerData))
  try {
    const queries = (await import(module)) as Record<string, (...all: unknown[]) => unknown>
    return { id, answer: queries[name]?.(snapshot.read, ...args, snapshot.dataVersion) }
  } catch (fault) {
    if (fault instanceof Problem) return { id, problem: { type: fault.type, errors: fault.errors } }
    return { id, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }
  } finally {
    snapshot.end()
  }
}
