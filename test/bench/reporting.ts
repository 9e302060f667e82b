/** Reporting through the API, with session, validation, audit and recount, every answer only after its commit. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { openDatabase, type Write } from '../../db/open.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { addAccount, openSession } from '../../server/accounts/changes.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { report } from '../../server/entries/changes.ts'
import { recountPlan } from '../../server/items/credits.ts'
import { applyPlanFile } from '../../server/plan/changes.ts'
import { PLAN } from './fill.ts'
import { median } from './load.ts'
import { processorTimeOf, type Server, startBareWriter, startServer } from './server.ts'

export type Reporting = { connections: number; made: Rate; submitted: Rate }
/** Of several rounds, each next to one of a bare route that writes what it is sent. */
export type Rate = {
  /** Median and best of a round. */
  perSecond: number
  best: number
  /** Median of a round's slowest hundredth, in ms. */
  p99: number
  /** In all rounds. */
  errors: number
  /** Of the server's processor for each, in ms, median: what other work on the machine moves least. */
  processorMs: number | undefined
  bare: number
  /** Median over the rounds of ours against bare, each against its neighbour. */
  ratio: number
}
type Round = Pick<Rate, 'perSecond' | 'p99' | 'errors' | 'processorMs'>
type Asked = { path: string; body: string }

const DEPARTMENT = 'gxj'
const EVIDENCE = ['cover', 'issue-notice'] as const
const CONNECTIONS = [10, 100]

type Prepared = { headers: Record<string, string>; drafts: string[] }

/**
 * Reports so many new standards and submits as many drafts in each round, at each number of connections. A round of a
 * bare route that writes the same bytes goes before or after each.
 */
export async function measureReporting(folder: string, { entries = 1_000, rounds = 3 } = {}): Promise<Reporting[]> {
  const { headers, drafts } = prepare(folder, entries * rounds * CONNECTIONS.length)
  const server = await startServer(folder)
  const bare = await startBareWriter(join(folder, 'bare.db'))
  const origin = { ...headers, origin: server.address }
  let serial = 0
  const newStandard = (): Asked => {
    const body = { plan: PLAN, ...standardOf(`4${String(++serial).padStart(5, '0')}`) }
    return { path: '/api/entries', body: JSON.stringify(body) }
  }
  const submission = (): Asked => ({ path: `/api/entries/${drafts.pop()}/submit`, body: '{}' })
  const measure = async (connections: number, next: () => Asked): Promise<Rate> => {
    const ours: Round[] = []
    const theirs: Round[] = []
    for (let place = 0; place < rounds; place++) {
      const one = async () => ours.push(await send(server, connections, entries, origin, next))
      const other = async () =>
        theirs.push(await send(bare, connections, entries, headers, () => ({ ...newStandard(), path: '/bare' })))
      for (const run of place % 2 === 0 ? [one, other] : [other, one]) await run()
    }
    const middle = (of: (round: Round) => number) => median(ours.map(of))
    const processor = ours.flatMap((round) => round.processorMs ?? [])
    return {
      perSecond: middle((round) => round.perSecond),
      best: Math.max(...ours.map((round) => round.perSecond)),
      p99: middle((round) => round.p99),
      errors: ours.reduce((sum, round) => sum + round.errors, 0),
      processorMs: processor.length > 0 ? median(processor) : undefined,
      bare: median(theirs.map((round) => round.perSecond)),
      ratio: median(ours.map((round, place) => round.perSecond / (theirs[place]?.perSecond ?? Number.NaN))),
    }
  }
  try {
    const results: Reporting[] = []
    for (const connections of CONNECTIONS) {
      const made = await measure(connections, newStandard)
      results.push({ connections, made, submitted: await measure(connections, submission) })
    }
    return results
  } finally {
    await server.stop()
    await bare.stop()
  }
}

async function send(
  server: Server,
  connections: number,
  amount: number,
  headers: Record<string, string>,
  next: () => Asked,
): Promise<Round> {
  const before = processorTimeOf(server.pid)
  const begun = performance.now()
  let last = begun
  const run = autocannon({
    url: server.address,
    connections,
    amount,
    requests: [{ method: 'POST', headers, setupRequest: (request) => ({ ...request, ...next() }) }],
  })
  // A run ends at the next whole second; what counts is the last answer.
  run.on('response', () => {
    last = performance.now()
  })
  const result = await run
  const seconds = (last - begun) / 1000
  const after = processorTimeOf(server.pid)
  return {
    perSecond: result['2xx'] / seconds,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors + result.timeouts,
    processorMs: before === undefined || after === undefined ? undefined : (after - before) / amount,
  }
}

function standardOf(serial: string) {
  return {
    number: `DB37/T ${serial}-2025`,
    title: `城市数据共享 服务规范 第${serial}部分`,
    effectiveOn: '2025-06-20',
    units: [{ name: '泉城明湖研究院', role: 'lead' as const }],
    tags: ['green-low-carbon'],
  }
}

/** The real plan, one clerk who has signed in, and drafts that lack nothing. */
function prepare(folder: string, drafts: number): Prepared {
  mkdirSync(folder, { recursive: true })
  const db = openDatabase(join(folder, 'tracker.db'))
  const now = new Date()
  for (const name of readdirSync('seeds').filter((one) => one.endsWith('.yaml'))) {
    const checked = checkPlanFile(readFileSync(`seeds/${name}`, 'utf8'))
    if (checked.ok) applyPlanFile(db, checked, { actor: CONSOLE, now, recount: recountPlan })
  }
  const act = { actor: CONSOLE, action: 'prepare', subjectType: 'plan', subject: PLAN }
  const prepared = record(db, act, now, (tx) => {
    const roles = [{ role: 'reporter' as const, department: DEPARTMENT }]
    const said = { name: 'clerk', displayName: 'clerk', roles, passwordHash: null, mustChangePassword: false }
    const { id } = addAccount(tx, said, now)
    const { value, csrfToken } = openSession(tx, id, { address: '127.0.0.1', agent: 'bench' }, now)
    return {
      headers: { cookie: `session=${value}`, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
      drafts: Array.from({ length: drafts }, (_, place) => draft(tx, id, `7${String(place).padStart(5, '0')}`, now)),
    }
  })
  db.close()
  return prepared
}

function draft(tx: Write, reporter: number, serial: string, now: Date): string {
  const evidence = EVIDENCE.map((kind) => ({
    ...{ kind, name: `${kind}.pdf`, mediaType: 'application/pdf', bytes: 10 },
    sha256: `${kind}${serial}`.padEnd(64, '0'),
  }))
  const said = { plan: PLAN, department: DEPARTMENT, kind: 'standard' as const, stage: 'issued' as const, evidence }
  return report(tx, { id: reporter, roles: [] }, { ...said, ...standardOf(serial) }, now).id
}
