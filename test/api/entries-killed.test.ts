/** P1 of the security page: nothing that was acknowledged is lost, whenever the process is killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '../fixtures/app.ts'
import { addPeople, PASSWORD } from '../fixtures/people.ts'

type Server = { child: ChildProcess; address: string; ended: Promise<unknown> }

function start(folder: string): Promise<Server> {
  const child = spawn(process.execPath, ['--require', './server/runtime.cjs', 'server/main.ts'], {
    env: { ...process.env, DATA_DIR: folder, PORT: '0', RATE_LIMITS: 'off' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.on('close', resolve))
  return new Promise((resolve) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => {
        said += part
        const found = /http:\/\/[\d.]+:\d+/.exec(said)
        if (found) resolve({ child, address: found[0], ended })
      })
  })
}

async function signIn(address: string): Promise<Record<string, string>> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ account: 'clerk', password: PASSWORD }),
  })
  expect(answer.status).toBe(200)
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie, 'x-csrf-token': csrfToken, origin: address, 'content-type': 'application/json' }
}

it('every entry that was answered for is there after kill -9, once and whole', async () => {
  const folder = makeFolder()
  await addPeople({ folder }, 'clerk 填报人 reporter:wjj')
  const acknowledged = new Map<string, string>()
  let serial = 0
  for (const enough of [7, 23, 41]) {
    const server = await start(folder)
    const headers = await signIn(server.address)
    const worker = async () => {
      for (;;) {
        const number = `DB37/T ${5000 + serial++}-2025`
        const body = JSON.stringify({ plan: 'lixia-2025', number, title: `规范${number}`, effectiveOn: '2025-05-20' })
        const answer = await fetch(`${server.address}/api/entries`, { method: 'POST', headers, body }).catch(() => null)
        const text = await answer?.text().catch(() => null)
        if (!answer || text == null) return
        expect(answer.status, text).toBe(201)
        acknowledged.set((JSON.parse(text) as { id: string }).id, number)
        if (acknowledged.size >= enough) server.child.kill('SIGKILL')
      }
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    await server.ended
  }
  const server = await start(folder)
  const headers = await signIn(server.address)
  expect(acknowledged.size).toBeGreaterThanOrEqual(41)
  for (const [id, number] of acknowledged) {
    const answer = await fetch(`${server.address}/api/entries/${id}`, { headers })
    expect(answer.status, number).toBe(200)
    expect(((await answer.json()) as { content: { number: string } }).content.number).toBe(number)
  }
  const list = await fetch(`${server.address}/api/entries?pageSize=200`, { headers })
  const { rows } = (await list.json()) as { rows: { number: string }[] }
  expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
  server.child.kill('SIGTERM')
  await server.ended
  const verified = spawnSync('node', ['server/audit/command.ts'], {
    env: { ...process.env, DATA_DIR: folder },
    encoding: 'utf8',
  })
  expect(verified.status, verified.stdout + verified.stderr).toBe(0)
}, 120_000)
