import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { inject } from 'vitest'
import { findChromium } from '../browser.ts'
import { PASSWORD } from '../fixtures/people.ts'

export type Server = {
  url: string
  /** The data folder that it runs on. */
  folder: string
  /** What it has printed so far. */
  printed: () => string
  stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Starts the real server on a new data folder: the real plan with nothing reported, or the demo on its (or another) day. */
export async function startServer(data: 'real' | 'demo', day?: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'tracker-'))
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1', RATE_LIMITS: 'off' }
  if (data === 'demo' && day === undefined) cpSync(inject('demoFolder'), folder, { recursive: true })
  else if (data === 'demo') {
    const built = spawnSync('node', ['seeds/demo-command.ts', '--build-only', '--day', day ?? ''], {
      env,
      encoding: 'utf8',
    })
    if (built.status !== 0) throw new Error(`The demo was not built:\n${built.stdout}\n${built.stderr}`)
  }
  const server = spawn('node', ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  server.stdout.on('data', (text) => (output += text))
  server.stderr.on('data', (text) => (output += text))
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}/api/health`, server, () => output)
  return {
    url,
    folder,
    printed: () => output,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Asks until the server answers; fails with what it printed if it ends first. */
async function answering(url: string, server: ChildProcess, output: () => string): Promise<void> {
  while (server.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`The server ended before it answered:\n${output()}`)
}

export async function launch(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium on this machine.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page that writes down everything that should not happen: console errors, failed loads, foreign requests. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; noise: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
  const page = await context.newPage()
  const noise: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noise.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => noise.push(`page: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      noise.push(`foreign: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) noise.push(`${response.status()}: ${response.url()}`)
  })
  return { page, noise, close: () => context.close() }
}

/** A page whose person has signed in; the page of signing in has tests of its own. */
export async function openAs(browser: Browser, server: Server, account: string, options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, server.url, options)
  const answer = await opened.page.context().request.post(`${server.url}/api/session`, {
    data: { account, password: PASSWORD },
    headers: { origin: server.url },
  })
  if (!answer.ok()) throw new Error(`${account} cannot sign in: ${await answer.text()}`)
  return opened
}

/** What axe calls serious or worse, in `within` or the whole page. */
export async function seriousFaults(page: Page, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes[0]?.html}`)
}
