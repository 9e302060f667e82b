/** Who may come in, how long they stay, and what ends it: security.md rules 1 to 7 and 9. */
import { describe, expect, it } from 'vitest'
import { auditEvent, session } from '../../db/schema.ts'
import { makeSetupToken } from '../../server/accounts/setup.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { makeApp, type TestApp } from '../fixtures/app.ts'
import { loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const PAGE = { origin: 'http://localhost:80' }
const PASSWORD = 'Qiao-Liu-3097'

async function makeHouse(wishes: Parameters<typeof makeApp>[0] = {}) {
  const house = await makeApp({ fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20'), ...wishes })
  const send = async (method: 'POST' | 'DELETE' | 'GET', url: string, payload?: object, headers: object = {}) => {
    const answer = await house.app.inject({
      method,
      url,
      headers: { ...PAGE, ...headers },
      ...(payload ? { payload } : {}),
    })
    return { status: answer.statusCode, headers: answer.headers, text: answer.payload, body: answer.json() }
  }
  const signIn = (account: string, password: string, headers: object = {}) =>
    send('POST', '/api/session', { account, password }, headers)
  return { ...house, send, signIn }
}

const cookieOf = (headers: Record<string, unknown>) => String(headers['set-cookie']).split(';')[0] ?? ''
const headersOf = ({ headers, body }: { headers: Record<string, unknown>; body: { csrfToken: string } }) => ({
  cookie: cookieOf(headers),
  'x-csrf-token': body.csrfToken,
})

/** An account made by an administrator, with a password of its own. */
async function makeClerk(house: Awaited<ReturnType<typeof makeHouse>>) {
  const admin = house.as('root', 'admin')
  const roles = [{ role: 'reporter', department: 'wjj' }]
  const { body, status, text } = await admin.post('/api/accounts', { account: 'sun.qian', displayName: '孙倩', roles })
  expect(status, text).toBe(201)
  const first = await house.signIn('sun.qian', body.password)
  const changed = await house.send(
    'POST',
    '/api/session/password',
    { current: body.password, next: PASSWORD },
    headersOf(first),
  )
  return { admin, id: body.id as string, oneTime: body.password as string, first, changed }
}

describe('the first administrator', () => {
  it('is made by a one-time link, and then no more', async () => {
    const house = await makeHouse()
    expect((await house.get('/api/setup')).body).toEqual({ needed: true })
    const act = { actor: CONSOLE, action: 'test', subjectType: 'account', subject: 'first', isPrivate: true }
    const token = record(house.db, act, house.now(), (tx) => makeSetupToken(tx, house.now()))
    const said = { token, account: 'zhang', displayName: '张工', password: PASSWORD }
    expectProblem(await house.send('POST', '/api/setup', { ...said, token: 'guessed' }), 400)
    const made = await house.send('POST', '/api/setup', said)
    expect(made.body.person).toMatchObject({ account: 'zhang', roles: [{ role: 'admin' }] })
    expectProblem(await house.send('POST', '/api/setup', { ...said, account: 'other' }), 400)
    expect((await house.get('/api/setup')).body).toEqual({ needed: false })
  })
})

describe('signing in', () => {
  it('gives a new session that the browser keeps to itself', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    const { headers, body, status } = await house.signIn('sun.qian', PASSWORD)
    expect(status).toBe(200)
    expect(body.person).toMatchObject({ account: 'sun.qian', displayName: '孙倩', mustChangePassword: false })
    expect(String(headers['set-cookie'])).toMatch(
      /^session=[\w-]{32}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const stored = house.db.read.select().from(session).all()
    expect(JSON.stringify(stored)).not.toContain(cookieOf(headers).slice('session='.length))
    const who = await house.send('GET', '/api/session', undefined, { cookie: cookieOf(headers) })
    expect(who.body.person.account).toBe('sun.qian')
  })
  it('names the cookie for this host alone, and secure, behind TLS', async () => {
    const house = await makeHouse({ trustProxy: '127.0.0.1' })
    await makeClerk(house)
    const headers = { 'x-forwarded-proto': 'https', origin: 'https://localhost:80' }
    const signed = await house.signIn('sun.qian', PASSWORD, headers)
    expect(String(signed.headers['set-cookie'])).toMatch(
      /^__Host-session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })
  it('answers a wrong name and a wrong password alike', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    const wrong = await house.signIn('sun.qian', 'Wrong-Password-1')
    const nobody = await house.signIn('nobody', PASSWORD)
    const { requestId: _, ...one } = expectProblem(wrong, 401)
    const { requestId: __, ...other } = expectProblem(nobody, 401)
    expect(one).toEqual(other)
  })
  it('slows down after five failures, and an administrator lifts that', async () => {
    const house = await makeHouse()
    const { admin, id } = await makeClerk(house)
    for (let time = 0; time < 5; time++) expectProblem(await house.signIn('sun.qian', `Wrong-Password-${time}`), 401)
    const slowed = await house.signIn('sun.qian', PASSWORD)
    expectProblem(slowed, 429)
    expect(Number(slowed.headers['retry-after'])).toBe(30)
    await admin.delete(`/api/accounts/${id}/wait`)
    expect((await house.signIn('sun.qian', PASSWORD)).status).toBe(200)
  })
  it('is refused from another site, and over plain http from another machine', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    expectProblem(await house.signIn('sun.qian', PASSWORD, { origin: 'http://evil.example' }), 403)
    const far = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.1.2.3',
      headers: PAGE,
      payload: { account: 'sun.qian', password: PASSWORD },
    })
    expect(far.json().type).toBe('/problems/plain-http')
  })
  it('writes successes and failures into the log, and never what was typed', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    await house.signIn('my-secret-typed-as-a-name', 'x')
    const events = house.db.read.select().from(auditEvent).all()
    expect(events.map((one) => one.action)).toEqual(expect.arrayContaining(['sign-in', 'sign-in-failed']))
    expect(JSON.stringify(events)).not.toContain('my-secret-typed-as-a-name')
    expect(JSON.stringify(events)).not.toContain(PASSWORD)
  })
})

describe('a password that somebody else set', () => {
  it('has to be changed before anything else', async () => {
    const house = await makeHouse()
    const admin = house.as('root', 'admin')
    const roles = [{ role: 'admin', department: null }]
    const { body } = await admin.post('/api/accounts', { account: 'li', displayName: '李', roles })
    const first = await house.signIn('li', body.password)
    expect(first.body.person.mustChangePassword).toBe(true)
    const blocked = await house.send('GET', '/api/accounts', undefined, headersOf(first))
    expect(expectProblem(blocked, 403).type).toBe('/problems/change-password')
    await house.send('POST', '/api/session/password', { current: body.password, next: PASSWORD }, headersOf(first))
    expect((await house.send('GET', '/api/accounts', undefined, headersOf(first))).status).toBe(200)
  })
  it.each([
    ['Ab1-xyz', '至少8个字符'],
    ['aaaaaaaaaaaa', '至少用三种'],
    ['Password-1', '太常见'],
    ['Sun.Qian-2041', '不要有账号'],
  ])('cannot become %s', async (next, because) => {
    const house = await makeHouse()
    const { first } = await makeClerk(house)
    const answer = await house.send('POST', '/api/session/password', { current: PASSWORD, next }, headersOf(first))
    expect(expectProblem(answer, 400).errors[0]).toMatchObject({
      path: 'next',
      message: expect.stringContaining(because),
    })
  })
  it('grows old after ninety days', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    house.setNow('2025-12-01')
    const { body } = await house.signIn('sun.qian', PASSWORD)
    expect(body.person.mustChangePassword).toBe(true)
  })
})

describe('a session', () => {
  const isIn = async (house: TestApp, headers: object) =>
    (await house.app.inject({ url: '/api/session', headers: { ...headers, 'x-background': '1' } })).json().person !==
    null

  it('ends by itself the next day', async () => {
    const house = await makeHouse()
    const clerk = house.as('clerk', 'viewer')
    expect(await isIn(house, clerk.headers)).toBe(true)
    house.setNow('2025-07-01')
    expect(await isIn(house, clerk.headers)).toBe(false)
  })
  it('ends when its person signs out, is disabled, gets other roles, or another password', async () => {
    for (const end of ['sign-out', 'disabled', 'roles', 'reset'] as const) {
      const house = await makeHouse()
      const { admin, id } = await makeClerk(house)
      const signed = headersOf(await house.signIn('sun.qian', PASSWORD))
      if (end === 'sign-out') await house.send('DELETE', '/api/session', undefined, signed)
      if (end === 'disabled') await admin.patch(`/api/accounts/${id}`, { disabled: true })
      if (end === 'roles') await admin.patch(`/api/accounts/${id}`, { roles: [{ role: 'viewer', department: null }] })
      if (end === 'reset') await admin.post(`/api/accounts/${id}/reset-password`)
      expect(await isIn(house, signed), end).toBe(false)
    }
  })
  it('is seen and ended by its own person only', async () => {
    const house = await makeHouse()
    await makeClerk(house)
    const one = headersOf(await house.signIn('sun.qian', PASSWORD))
    const other = headersOf(await house.signIn('sun.qian', PASSWORD))
    const { body } = await house.send('GET', '/api/sessions', undefined, one)
    const { id } = body.rows.find((row: { isThis: boolean }) => !row.isThis)
    expectProblem(await house.as('stranger', 'viewer').delete(`/api/sessions/${id}`), 404)
    expect((await house.send('DELETE', `/api/sessions/${id}`, undefined, one)).status).toBe(200)
    const left = await house.send('GET', '/api/sessions', undefined, one)
    expect(left.body.rows.length).toBe(body.rows.length - 1)
    expect(await isIn(house, other)).toBe(id === undefined)
  })
  it('writes only from our own page, with its token', async () => {
    const house = await makeHouse()
    const admin = house.as('root', 'admin')
    const { cookie, origin } = admin.headers
    const ask = (headers: object) =>
      house.send('POST', '/api/accounts', { account: 'x1', displayName: 'x', roles: [] }, headers)
    expectProblem(
      await ask({ cookie, origin: 'http://evil.example', 'x-csrf-token': admin.headers['x-csrf-token'] }),
      403,
    )
    expect(expectProblem(await ask({ cookie, origin }), 403).type).toBe('/problems/csrf')
    expect(expectProblem(await ask({ cookie, origin, 'x-csrf-token': 'guessed' }), 403).type).toBe('/problems/csrf')
  })
})

describe('an administrator', () => {
  it('cannot take away the last administrator, nor change the own roles', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    const { body } = await root.get('/api/accounts')
    const own = body.rows[0].id
    expectProblem(await root.patch(`/api/accounts/${own}`, { roles: [] }), 403)
    const { body: made } = await root.post('/api/accounts', {
      account: 'second',
      displayName: '二',
      roles: [{ role: 'admin', department: null }],
    })
    expect((await root.patch(`/api/accounts/${made.id}`, { disabled: true })).status).toBe(200)
  })
  it('is told of an unknown department and a name that is taken', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    const said = { account: 'second', displayName: '二', roles: [{ role: 'reporter', department: 'no-such' }] }
    expect(expectProblem(await root.post('/api/accounts', said), 400).errors[0].path).toBe('roles.0.department')
    expect(
      expectProblem(await root.post('/api/accounts', { ...said, account: 'root', roles: [] }), 400).errors[0].path,
    ).toBe('account')
  })
  it('alone keeps accounts; a refusal is written down', async () => {
    const house = await makeHouse()
    expectProblem(await house.get('/api/accounts'), 401)
    expectProblem(await house.as('clerk', 'reporter:wjj').get('/api/accounts'), 403)
    const last = house.db.read.select().from(auditEvent).all().at(-1)
    expect(last).toMatchObject({ actor: 'clerk', action: 'refused', subject: '/api/accounts', roles: 'reporter@wjj' })
  })
})

describe('a token for programs', () => {
  it('acts with its roles, without cookie or page, until it is ended', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin', 'auditor')
    const made = await root.post('/api/tokens', { name: '数据中台', roles: ['auditor'], days: 30 })
    expect(made.status).toBe(201)
    const bearer = { authorization: `Bearer ${made.body.token}` }
    expect((await house.get('/api/settings/security', bearer)).status).toBe(200)
    expectProblem(await house.get('/api/accounts', bearer), 403)
    const list = await root.get('/api/tokens')
    expect(list.text).not.toContain(made.body.token)
    await root.delete(`/api/tokens/${made.body.id}`)
    expectProblem(await house.get('/api/settings/security', bearer), 401)
  })
  it('ends by itself, and holds no role that its account does not', async () => {
    const house = await makeHouse()
    const clerk = house.as('clerk', 'reporter:wjj')
    expectProblem(await clerk.post('/api/tokens', { name: 'x', roles: ['admin'], days: 1 }), 400)
    const made = await clerk.post('/api/tokens', { name: 'x', roles: ['reporter'], days: 1 })
    const bearer = { authorization: `Bearer ${made.body.token}` }
    expect((await house.get('/api/departments', bearer)).status).toBe(200)
    house.setNow('2025-07-02')
    expectProblem(await house.get('/api/departments', bearer), 401)
  })
})

describe('the same request sent again', () => {
  const said = { needsSign: true }
  it('is answered as the first was, and does nothing', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    const key = { 'idempotency-key': 'request-0001' }
    const first = await root.patch('/api/departments/wjj', said, key)
    expect(first.status, first.text).toBe(200)
    const events = house.db.read.select().from(auditEvent).all().length
    const again = await root.patch('/api/departments/wjj', said, key)
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(again.headers['idempotent-replay']).toBe('true')
    expect(house.db.read.select().from(auditEvent).all().length).toBe(events)
  })
  it('is refused when the key comes with something else', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    const key = { 'idempotency-key': 'request-0001' }
    await root.patch('/api/departments/wjj', said, key)
    const other = await root.patch('/api/departments/wjj', { needsSign: false }, key)
    expect(expectProblem(other, 409).type).toBe('/problems/key-reused')
    expectProblem(await root.patch('/api/departments/wjj', said, { 'idempotency-key': 'short' }), 400)
  })
})
