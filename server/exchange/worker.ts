/** The thread in which workbooks are written and read, so that the server's own never waits for them. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Book, Cell } from './sheets.ts'
import { streamBook, writeBook } from './workbook.ts'

/** What the thread is started for. */
export type Task = { do: 'write'; book: Book } | { do: 'stream'; book: Book; total: number }
/** To a thread that streams: the next rows, and null after the last. */
export type Fed = readonly (readonly Cell[])[] | null
/** What it answers; `more` asks for the next rows. */
export type Told = { is: 'bytes'; bytes: Uint8Array } | { is: 'more' } | { is: 'done' }

const port = parentPort
if (port) await work(workerData as Task, (told) => port.postMessage(told))

async function work(task: Task, tell: (told: Told) => void): Promise<void> {
  if (task.do === 'write') {
    tell({ is: 'bytes', bytes: await writeBook(task.book) })
    tell({ is: 'done' })
    return
  }
  const out = await streamBook(task.book, task.total, (bytes) => tell({ is: 'bytes', bytes }))
  parentPort?.on('message', (fed: Fed) => {
    if (fed === null) {
      out.end()
      tell({ is: 'done' })
      parentPort?.close()
      return
    }
    out.rows(fed)
    tell({ is: 'more' })
  })
  tell({ is: 'more' })
}
