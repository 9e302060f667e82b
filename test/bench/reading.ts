/** Summary and ledger of a district of some size. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../db/open.ts'
import { summaryOn } from '../../server/summary/queries.ts'
import { COMMON_WORD, PLAN, RARE_WORD, TODAY } from './fill.ts'
import { heldBy, median, type Paired, paired, times } from './load.ts'
import { startBare, startServer } from './server.ts'

const SUMMARY = `/api/plans/${PLAN}/summary`
const PAGES = 100
const word = (text: string) => `&q=${encodeURIComponent(text)}`

export type Reading = {
  /** Today's summary worked out anew, in ms of one call without the way over the net. */
  today: number
  /** The same of other days: the median, and the worst. */
  otherDay: number
  worstDay: number
  summary: Paired
  ledger: Paired
  /** Of the first hundred pages, in ms, the way over the net included; the first page asks for the total too. */
  pages: { name: string; first: number; median: number; worst: number }[]
  /** What is asked seldom: how long it takes, and how long it keeps all others waiting. */
  seldom: { name: string; took: number; held: number }[]
}

/** Measures the program on a filled data folder. */
export async function measureReading(folder: string): Promise<Reading> {
  const days = callSummary(join(folder, 'tracker.db'))
  const server = await startServer(folder)
  try {
    // Code that has run before: what is measured is the size of the district.
    await times(
      server,
      Array.from({ length: 20 }, (_, page) => `/api/items?kind=standard&page=${page + 1}`),
    )
    const pages = []
    for (const [name, query] of [
      ['newest first', ''],
      [`a word in a third of the titles (${COMMON_WORD})`, word(COMMON_WORD)],
      [`a word in one title of 36 (${RARE_WORD})`, word(RARE_WORD)],
    ] as const) {
      const paths = Array.from({ length: PAGES }, (_, page) => `/api/items?page=${page + 1}${query}`)
      const [first = 0, ...others] = await times(server, paths)
      pages.push({ name, first, median: median(others), worst: Math.max(...others) })
    }
    const against = async (path: string): Promise<Paired> => {
      const answer = await fetch(server.address + path)
      const file = join(mkdtempSync(join(tmpdir(), 'bare-')), 'answer.json')
      writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
      const bare = await startBare(file)
      try {
        return await paired({ server, path }, { server: bare, path: '/bare' })
      } finally {
        await bare.stop()
      }
    }
    const seldom = []
    for (const [name, path] of SELDOM) seldom.push({ name, ...(await heldBy(server, path)) })
    return { ...days, pages, summary: await against(SUMMARY), ledger: await against('/api/items'), seldom }
  } finally {
    await server.stop()
  }
}

/** What is dear, or would be if every row were looked at. */
const SELDOM: readonly (readonly [name: string, path: string])[] = [
  ['summary as known half a year ago', `${SUMMARY}?knownAt=2025-05-31`],
  ['a target with what does not count', `/api/plans/${PLAN}/targets/national-industry-local-standards`],
  ['what counts for a target', '/api/items?target=national-industry-local-standards&counts=true'],
  ['what does not count, for one reason', '/api/items?target=green-standards&counts=false&reason=lacks-tag'],
  ['ledger on an earlier day', '/api/items?asOf=2025-05-31'],
  ['ledger as known on an earlier day', '/api/items?knownAt=2025-05-31'],
  ['ledger sorted by title', '/api/items?sort=title'],
  ['ledger of one department', '/api/items?department=gxj'],
  ['ledger of one department and tag', '/api/items?department=gxj&tag=green-low-carbon'],
  ['ledger of one month', '/api/items?month=2025-05'],
  ['a search for one character', `/api/items?q=${encodeURIComponent('碳')}`],
  ['the last page', '/api/items?page=5000&pageSize=200'],
]

function callSummary(file: string): Pick<Reading, 'today' | 'otherDay' | 'worstDay'> {
  const db = openDatabase(file)
  const call = (asOf: string) => {
    const begun = performance.now()
    summaryOn(db.read, PLAN, { asOf, knownAt: TODAY }, 1)
    return performance.now() - begun
  }
  for (let warm = 0; warm < 10; warm++) call(TODAY)
  const today = median(Array.from({ length: 30 }, () => call(TODAY)))
  const start = Date.parse('2023-12-01')
  const others = Array.from({ length: 60 }, (_, place) =>
    call(new Date(start + place * 12 * 86_400_000).toISOString().slice(0, 10)),
  )
  db.close()
  return { today, otherDay: median(others), worstDay: Math.max(...others) }
}
