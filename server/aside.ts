/**
 * Reading aside, in a thread of its own: for what has to look at so many rows that everybody else would wait
 * (security.md rule 26). The thread begins with the first such question and ends when none comes for a while.
 */
import { Worker } from 'node:worker_threads'
import type { AsideAnswer, AsideQuestion } from './aside-thread.ts'
import { problem } from './problem.ts'

const SCRIPT = new URL('./aside-thread.ts', import.meta.url)
const IDLE_MS = 60_000
/** Each has to wait for those before it. */
const MOST_WAITING = 50
const HEAP_MB = 2_048

type Waiting = { resolve: (answer: unknown) => void; reject: (fault: Error) => void }

export class Aside {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  /** The same question asked twice at a time is answered once. */
  readonly #asked = new Map<string, Promise<unknown>>()
  #thread: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #last = 0

  constructor(databaseFile: string) {
    this.#file = databaseFile
  }

  /**
   * Calls `name` of a module of queries in the thread, with a reader of one moment before the arguments and that
   * moment's data version after them. Throws what it throws; a problem when too many wait already.
   */
  ask<T>(module: URL, name: string, args: readonly unknown[]): Promise<T> {
    const key = JSON.stringify([module.href, name, args])
    const known = this.#asked.get(key)
    if (known) return known as Promise<T>
    if (this.#waiting.size >= MOST_WAITING) throw problem('unavailable')
    const id = ++this.#last
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    }).finally(() => this.#asked.delete(key))
    this.#asked.set(key, answer)
    clearTimeout(this.#idle)
    const question: AsideQuestion = { id, module: module.href, name, args }
    this.#running().postMessage(question)
    return answer as Promise<T>
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }

  #running(): Worker {
    if (this.#thread) return this.#thread
    const thread = new Worker(SCRIPT, {
      workerData: this.#file,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    this.#thread = thread
    thread.unref()
    thread.on('message', (answer: AsideAnswer) => this.#hear(answer))
    thread.on('error', (fault) => this.#end(thread, fault))
    thread.on('exit', () => this.#end(thread, new Error('The thread ended before it answered.')))
    return thread
  }

  #hear(told: AsideAnswer): void {
    const one = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('answer' in told) one?.resolve(told.answer)
    else if ('problem' in told) one?.reject(problem(told.problem.type, told.problem))
    else one?.reject(new Error(told.fault))
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref()
  }

  #end(thread: Worker, fault: Error): void {
    if (this.#thread !== thread) return
    this.#thread = undefined
    for (const one of this.#waiting.values()) one.reject(fault)
    this.#waiting.clear()
  }
}
