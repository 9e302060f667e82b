/** How much is answered, and how soon; two servers by turns, so that whatever else the machine does meets both. */
import { Agent, get } from 'node:http'
import autocannon from 'autocannon'
import { processorTimeOf, type Server } from './server.ts'

export type Round = { perSecond: number; errors: number; processorMs: number | undefined }
export type Paired = {
  /** Median of a round's answers a second. */
  ours: number
  bare: number
  /** Median over the rounds of ours against bare, each against its neighbour. */
  ratio: number
  /** The same of processor time for an answer: bare against ours. */
  processorRatio: number | undefined
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** One round against one address. */
export async function round(server: Server, path: string, seconds: number, connections = 10): Promise<Round> {
  const before = processorTimeOf(server.pid)
  const result = await autocannon({ url: server.address + path, connections, duration: seconds })
  const after = processorTimeOf(server.pid)
  const answers = result['2xx']
  return {
    perSecond: answers / result.duration,
    errors: result.errors + result.timeouts + result.non2xx,
    processorMs: before === undefined || after === undefined ? undefined : (after - before) / answers,
  }
}

/** So many pairs of rounds; which of the two begins changes from pair to pair. Throws where an answer is no 2xx. */
export async function paired(
  ours: { server: Server; path: string },
  bare: { server: Server; path: string },
  { rounds = 5, seconds = 2 } = {},
): Promise<Paired> {
  const pairs: { ours: Round; bare: Round }[] = []
  await round(ours.server, ours.path, 1)
  await round(bare.server, bare.path, 1)
  for (let place = 0; place < rounds; place++) {
    const measure = (one: typeof ours) => round(one.server, one.path, seconds)
    const first = await measure(place % 2 === 0 ? ours : bare)
    const second = await measure(place % 2 === 0 ? bare : ours)
    const pair = place % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first }
    if (pair.ours.errors > 0) throw new Error(`${ours.path} was answered ${pair.ours.errors} times by an error.`)
    pairs.push(pair)
  }
  const processor = pairs.flatMap((pair) =>
    pair.ours.processorMs === undefined || pair.bare.processorMs === undefined
      ? []
      : pair.bare.processorMs / pair.ours.processorMs,
  )
  return {
    ours: median(pairs.map((pair) => pair.ours.perSecond)),
    bare: median(pairs.map((pair) => pair.bare.perSecond)),
    ratio: median(pairs.map((pair) => pair.ours.perSecond / pair.bare.perSecond)),
    processorRatio: processor.length > 0 ? median(processor) : undefined,
  }
}

const agents = {
  one: new Agent({ keepAlive: true, maxSockets: 1 }),
  beside: new Agent({ keepAlive: true, maxSockets: 1 }),
}

/** How long an answer took to the last byte, in ms. Throws where it is no 2xx. */
function timed(url: string, agent = agents.one): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    get(url, { agent }, (answer) => {
      answer.resume().once('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - begun)
        else reject(new Error(`${url} was answered by ${answer.statusCode}.`))
      })
    }).once('error', reject)
  })
}

/** GETs one address after another; how long each took, in ms. */
export async function times(server: Server, paths: readonly string[]): Promise<number[]> {
  const took: number[] = []
  for (const path of paths) took.push(await timed(server.address + path))
  return took
}

/**
 * How long a request keeps everybody else waiting, in ms: the longest that a small question took which was asked again
 * and again beside it.
 */
export async function heldBy(server: Server, path: string): Promise<{ held: number; took: number }> {
  let took: number | undefined
  const asked = timed(server.address + path).then((ms) => {
    took = ms
    return ms
  })
  let held = 0
  do held = Math.max(held, await timed(`${server.address}/api/health`, agents.beside))
  while (took === undefined)
  return { held, took: await asked }
}
