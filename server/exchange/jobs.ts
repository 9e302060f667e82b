/** Starts the thread for workbooks and talks with it; one at a time for each person (security rule 25). */
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Book, Cell } from './sheets.ts'
import type { Template } from './template.ts'
import type { Fed, Task, Written } from './worker.ts'

const SCRIPT = new URL('./worker.ts', import.meta.url)
const HEAP_MB = 256

/**
 * Starts the thread and hears what it tells, until it is done. Throws what the thread threw. Leaving the loop early ends
 * the thread.
 */
export async function* hear<T extends { is: string }>(
  workerData: unknown,
  onStart: (worker: Worker) => void = () => {},
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const worker = new Worker(SCRIPT, { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
  onStart(worker)
  try {
    const heard = on(worker, 'message', { close: ['exit'], ...(signal ? { signal } : {}) })
    for await (const [told] of heard as AsyncIterable<[T]>) {
      if (told.is === 'done') return
      yield told
    }
    throw new Error('The thread ended before it was done.')
  } finally {
    await worker.terminate()
  }
}

/** A whole workbook. */
export const makeBook = (book: Book) => make({ do: 'write', book })
/** The template that a department fills. */
export const makeTemplate = (template: Template) => make({ do: 'template', template })

async function make(task: Task): Promise<Uint8Array> {
  for await (const told of hear<Written>(task)) if (told.is === 'bytes') return told.bytes
  throw new Error('The thread made no workbook.')
}

/** The bytes of a workbook whose rows are taken as the reader takes the bytes. */
export async function* makeBookOf(
  book: Book,
  total: number,
  batches: Iterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Uint8Array> {
  const source = batches[Symbol.iterator]()
  const task: Task = { do: 'stream', book, total }
  let feed: (fed: Fed) => void = () => {}
  for await (const told of hear<Written>(task, (worker) => {
    feed = (fed) => worker.postMessage(fed)
  })) {
    if (told.is === 'bytes') yield told.bytes
    else {
      const next = source.next()
      feed(next.done ? null : next.value)
    }
  }
}

const last = new Map<string, Promise<unknown>>()

/** Waits for its turn among what the same person asked for; answers how to give the turn on. */
export async function takeTurn(who: string): Promise<() => void> {
  const before = last.get(who)
  let give: () => void = () => {}
  const mine = new Promise<void>((resolve) => {
    give = resolve
  })
  const tail = (before ?? Promise.resolve()).then(() => mine)
  last.set(who, tail)
  await before
  return () => {
    give()
    if (last.get(who) === tail) last.delete(who)
  }
}
