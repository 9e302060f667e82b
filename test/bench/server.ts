/** Starts what is measured as it is started in earnest: a process of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Server = {
  address: string
  pid: number
  /** From the start of the process to the line that says it listens, in ms. */
  startedIn: number
  stop(): Promise<void>
}

const BARE = fileURLToPath(new URL('./bare.ts', import.meta.url))
/** A district of a million items is checked whole at its start, which takes a minute or more. */
const GIVE_UP_MS = 600_000

/** The arguments that `npm start` gives to Node, so that both are the same. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }
  return scripts.start.split('&& node ')[1]?.split(' ') ?? []
}

/** The program on a data folder, without limits of rate. */
export function startServer(dataDir: string, env: Record<string, string> = {}): Promise<Server> {
  return start(startArguments(), { DATA_DIR: dataDir, HOST: '127.0.0.1', RATE_LIMITS: 'off', ...env })
}

/** A Fastify route that answers the bytes of a file and does nothing else. */
export function startBare(file: string): Promise<Server> {
  return start([BARE, file], {})
}

/** A Fastify route that writes a row of what it is sent to a SQLite file, each in a commit of its own. */
export function startBareWriter(file: string): Promise<Server> {
  return start([BARE, '--writes', file], {})
}

async function start(args: readonly string[], env: Record<string, string>): Promise<Server> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: String(nextPort()), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await addressOf(child)
  return {
    address,
    pid: child.pid ?? 0,
    startedIn: performance.now() - begun,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

let ports = 0
/** `BENCH_PORT` is the first of a few ports that nobody else uses; else the system chooses. */
function nextPort(): number {
  const first = Number(process.env.BENCH_PORT ?? 0)
  return first === 0 ? 0 : first + (ports++ % 50)
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The server did not start.')), GIVE_UP_MS)
    child.once('exit', () => reject(new Error('The server ended at once.')))
    let said = ''
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      const [found] = /http:\/\/[\d.]+:\d+/.exec(said) ?? []
      if (found === undefined) return
      clearTimeout(late)
      resolve(found)
    })
  })
}

/** Memory that a process holds (resident set), in MB; undefined where the system does not tell. */
export function memoryOf(pid: number): number | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  const kib = Number(stdout)
  return kib > 0 ? (kib * 1024) / 1e6 : undefined
}

/** Time that a process has had of a processor so far, in ms; undefined where the system does not tell. */
export function processorTimeOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}
