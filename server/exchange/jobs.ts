/** Starts the thread for workbooks and talks with it; one at a time for each person (security rule 25). */
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { problem } from '../problem.ts'
import type { Marks } from './queries.ts'
import type { Book, Cell } from './sheets.ts'
import type { Template } from './template.ts'
import type { Fed, ImportTask, ImportTold, ReadTask, ReadTold, Task, Written } from './worker.ts'

const SCRIPT = new URL('./worker.ts', import.meta.url)
const HEAP_MB = 256
/** A thread without work is kept so long: starting one costs more than most of what it does. */
const IDLE_MS = 30_000

let idle: { worker: Worker; timer: NodeJS.Timeout } | null = null

function takeWorker(): Worker {
  if (!idle) {
    const made = new Worker(SCRIPT, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
    made.once('exit', () => {
      if (idle?.worker === made) idle = null
    })
    return made
  }
  const { worker, timer } = idle
  clearTimeout(timer)
  idle = null
  worker.ref()
  return worker
}

function keepWorker(worker: Worker): void {
  if (idle) {
    void worker.terminate()
    return
  }
  // Neither the thread nor its timer keeps the program from ending.
  worker.unref()
  const timer = setTimeout(() => {
    idle = null
    void worker.terminate()
  }, IDLE_MS).unref()
  idle = { worker, timer }
}

/**
 * Gives a thread a task and hears what it tells, until it is done. Throws what the thread threw. Leaving the loop early
 * ends the thread; one that is done is kept for the next task.
 */
async function* hear<T extends { is: string }>(
  task: Task,
  onStart: (feed: (fed: Fed) => void) => void = () => {},
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const worker = takeWorker()
  let isWhole = false
  try {
    const heard = on(worker, 'message', { close: ['exit'], ...(signal ? { signal } : {}) })
    worker.postMessage({ task })
    onStart((fed) => worker.postMessage({ fed }))
    for await (const [told] of heard as AsyncIterable<[T]>) {
      if (told.is === 'failed') throw new Error('The thread failed.', { cause: told })
      if (told.is === 'done') {
        isWhole = true
        return
      }
      yield told
    }
    throw new Error('The thread ended before it was done.')
  } finally {
    if (isWhole) keepWorker(worker)
    else await worker.terminate()
  }
}

/** A whole workbook. */
export const makeBook = (book: Book) => make({ do: 'write', book })
/** The template that a department fills. */
export const makeTemplate = (template: Template) => make({ do: 'template', template })

/** The file that was sent, with its faults marked. */
export const makeMarked = (bytes: Uint8Array, marks: Marks) => make({ do: 'mark', bytes, marks })

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
  let feed: (fed: Fed) => void = () => {}
  const told = hear<Written>({ do: 'stream', book, total }, (given) => {
    feed = given
  })
  for await (const one of told) {
    if (one.is === 'bytes') yield one.bytes
    else {
      const next = source.next()
      feed(next.done ? null : next.value)
    }
  }
}

/** Reading longer than this is given up. */
const READ_MS = 15 * 60_000

/** What is told of a file as it is read, no faster than it is taken; ends when `signal` says so. */
export async function* readTable(task: Omit<ReadTask, 'do'>, signal: AbortSignal): AsyncGenerator<ReadTold> {
  let feed: (fed: Fed) => void = () => {}
  const start = (given: (fed: Fed) => void) => {
    feed = given
  }
  const until = AbortSignal.any([signal, AbortSignal.timeout(READ_MS)])
  for await (const told of hear<ReadTold>({ ...task, do: 'read' }, start, until)) {
    yield told
    if (told.is === 'rows') feed(null)
  }
}

/**
 * Writes a batch in one transaction, off this thread. `hold` is called when it is about to begin and answers how to let
 * others write again. Answers how many rows; throws the problem that it met.
 */
export async function writeInThread(task: Omit<ImportTask, 'do'>, hold: () => Promise<() => void>): Promise<number> {
  let feed: (fed: Fed) => void = () => {}
  let release = () => {}
  const start = (given: (fed: Fed) => void) => {
    feed = given
  }
  let outcome: Exclude<ImportTold, { is: 'prepared' | 'done' }> | undefined
  try {
    for await (const told of hear<ImportTold>({ ...task, do: 'import' }, start)) {
      if (told.is === 'prepared') {
        release = await hold()
        feed(null)
      } else if (told.is !== 'done') {
        outcome = told
        release()
      }
    }
  } finally {
    release()
  }
  if (outcome?.is === 'imported') return outcome.rows
  if (outcome === undefined) throw new Error('The thread wrote nothing.')
  const { type, detail, errors, params } = outcome
  throw problem(type, { ...(detail ? { detail } : {}), errors, params })
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
