/** From the start of the process to the first answer, and what it holds when nobody asks: on the real plan. */
import { setTimeout as wait } from 'node:timers/promises'
import { median, times } from './load.ts'
import { memoryOf, processorTimeOf, startServer } from './server.ts'

export type Starting = {
  /** The very first start, which makes the database and loads the plans, in ms. */
  firstStart: number
  /** From the start of the process to the first summary, in ms: the middle of several starts, and the best. */
  firstAnswer: number
  best: number
  /** Of the processor up to then, in ms. */
  processorMs: number | undefined
  /** MB, some seconds after that answer. */
  idleMemory: number | undefined
}

const SUMMARY = '/api/plans/lixia-2025/summary'

/** Measures starts on an empty folder, which then holds the real plan. */
export async function measureStarting(folder: string, starts = 7): Promise<Starting> {
  const answers: number[] = []
  const processor: number[] = []
  const memories: number[] = []
  let firstStart = 0
  for (let one = 0; one <= starts; one++) {
    const server = await startServer(folder)
    const [answer = 0] = await times(server, [SUMMARY])
    if (one === 0) firstStart = server.startedIn
    else {
      answers.push(server.startedIn + answer)
      processor.push(processorTimeOf(server.pid) ?? Number.NaN)
      await wait(2_000)
      memories.push(memoryOf(server.pid) ?? Number.NaN)
    }
    await server.stop()
  }
  return {
    firstStart,
    firstAnswer: median(answers),
    best: Math.min(...answers),
    processorMs: median(processor),
    idleMemory: median(memories),
  }
}
