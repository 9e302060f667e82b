/** The real process: starts, answers, ends in order, and says in words why it cannot start. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '../fixtures/app.ts'

type Running = { child: ChildProcess; address: Promise<string>; ended: Promise<{ code: number | null; said: string }> }

function run(env: Record<string, string>): Running {
  const child = spawn(process.execPath, ['--require', './server/runtime.cjs', 'server/main.ts'], {
    env: { ...process.env, PORT: '0', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const address = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => {
        said += part
        const found = /http:\/\/[\d.]+:\d+/.exec(said)
        if (found) resolve(found[0])
      })
  })
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, said }))
  })
  return { child, address, ended }
}

it('holds the plans of seeds/, answers, and ends with 0 on SIGTERM', async () => {
  const server = run({ DATA_DIR: join(makeFolder(), 'new', 'data') })
  const address = await server.address
  const health = await fetch(`${address}/api/health`)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({ status: 'ok', version: expect.any(String) })
  const plans = (await (await fetch(`${address}/api/plans`)).json()) as { rows: { code: string }[] }
  expect(plans.rows.map(({ code }) => code)).toContain('lixia-2025')
  server.child.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
})

it('shares its data folder with no other process, and leaves none behind when it is killed', async () => {
  const env = { DATA_DIR: makeFolder() }
  const first = run(env)
  await first.address
  const second = await run(env).ended
  expect(second).toMatchObject({ code: 1, said: expect.stringContaining('正被另一个进程使用') })
  first.child.kill('SIGKILL')
  await first.ended
  expect(await run(env).address).toMatch(/^http/)
})

it.each<[name: string, env: Record<string, string>, sentence: RegExp]>([
  ['a port that is none', { PORT: 'x' }, /PORT 要是 0 到 65535 的整数/],
  ['no limits for everybody', { RATE_LIMITS: 'off', HOST: '0.0.0.0' }, /RATE_LIMITS=off 只用于本机/],
  ['a word that is no switch', { PUBLIC_DASHBOARD: 'no' }, /PUBLIC_DASHBOARD 只能是 on 或 off/],
])('refuses %s in one sentence', async (_, env, sentence) => {
  const { code, said } = await run({ DATA_DIR: makeFolder(), ...env }).ended
  expect(code).toBe(1)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).toMatch(sentence)
})

it('says what to do about a taken port, a folder that is a file, and a damaged database', async () => {
  const taken = createServer()
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
  })
  onTestFinished(() => void taken.close())
  const folder = makeFolder()
  writeFileSync(join(folder, 'file'), '')
  mkdirSync(join(folder, 'damaged'))
  writeFileSync(join(folder, 'damaged', 'tracker.db'), 'this is no database, however long it may be'.repeat(100))
  for (const [env, sentence] of [
    [{ DATA_DIR: join(folder, 'data'), PORT: String(port) }, `端口 ${port} 已被占用`],
    [{ DATA_DIR: join(folder, 'file') }, '不能读写数据文件夹'],
    [{ DATA_DIR: join(folder, 'damaged') }, '数据库文件已损坏'],
  ] as const) {
    const { code, said } = await run(env).ended
    expect(code).toBe(1)
    expect(said).toContain(sentence)
    expect(said.trim().split('\n')).toHaveLength(1)
  }
})
