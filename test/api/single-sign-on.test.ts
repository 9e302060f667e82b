/** 统一身份认证 against a real OpenID provider, as a browser goes through it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { expect, it, onTestFinished } from 'vitest'
import { addAccount } from '../../server/accounts/changes.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { makeApp } from '../fixtures/app.ts'

const HOST = 'tracker.test:8080'
const CLIENT = { clientId: 'tracker', clientSecret: 'known-to-both-in-this-test' }

/** A provider on loopback that lets anybody in under the name that they give. */
async function makeProvider(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`http://${HOST}/api/single-sign-on/callback`],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['only-for-this-test'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub: `id-of-${sub}`, preferred_username: sub }) }),
  })
  server.on('request', provider.callback())
  onTestFinished(() => void server.close())
  return issuer
}

/** Goes from page to page as a browser does, filling in the provider's forms, until it is sent back to us. */
async function goThrough(address: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  const ask = async (url: string, form?: URLSearchParams) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      jar.set(name, value)
    }
    return answer
  }
  let answer = await ask(address)
  for (let step = 0; step < 12; step++) {
    const location = answer.headers.get('location')
    if (location?.startsWith(`http://${HOST}`)) return location.slice(`http://${HOST}`.length)
    if (location) {
      address = new URL(location, address).href
      answer = await ask(address)
      continue
    }
    const page = await answer.text()
    const action = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', address).href
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
    answer = await ask(action, new URLSearchParams({ prompt, login, password: 'any' }))
    address = action
  }
  throw new Error('The provider never sent the browser back.')
}

async function makeHouse() {
  const house = await makeApp({ provider: { issuer: await makeProvider(), ...CLIENT } })
  const act = { actor: CONSOLE, action: 'test', subjectType: 'account', subject: 'sun.qian' }
  const said = { displayName: '孙倩', roles: [], passwordHash: null, mustChangePassword: false }
  record(house.db, act, house.now(), (tx) => addAccount(tx, { name: 'sun.qian', ...said }, house.now()))
  const visit = async (url: string, cookie = '') => house.app.inject({ url, headers: { host: HOST, cookie } })
  const begin = async (next = '/ledger') => {
    const { statusCode, headers } = await visit(`/api/single-sign-on?next=${encodeURIComponent(next)}`)
    expect(statusCode).toBe(302)
    return { address: String(headers.location), cookie: String(headers['set-cookie']).split(';')[0] ?? '' }
  }
  return { ...house, visit, begin }
}

it('lets in whoever the provider vouches for and an administrator has made an account for', async () => {
  const { begin, visit } = await makeHouse()
  const { address, cookie } = await begin()
  const back = await goThrough(address, 'sun.qian')
  const { statusCode, headers } = await visit(back, cookie)
  expect([statusCode, headers.location]).toEqual([302, '/ledger'])
  const session = [headers['set-cookie']]
    .flat()
    .map(String)
    .find((one) => one.startsWith('session='))
  const who = await visit('/api/session', session?.split(';')[0])
  expect(who.json().person).toMatchObject({ account: 'sun.qian', mustChangePassword: false })
})

it('sends a stranger, a second use and another browser back with the reason', async () => {
  const { begin, visit } = await makeHouse()
  const reasonOf = (location: unknown) => decodeURIComponent(String(location))
  const stranger = await begin()
  const refused = await visit(await goThrough(stranger.address, 'nobody'), stranger.cookie)
  expect(reasonOf(refused.headers.location)).toMatch(/^\/sign-in\?from=这里没有您的账号/)
  const one = await begin()
  const back = await goThrough(one.address, 'sun.qian')
  expect(reasonOf((await visit(back, 'single-sign-on=another')).headers.location)).toContain('不是从这个浏览器开始的')
  expect(reasonOf((await visit(back, one.cookie)).headers.location)).toContain('请重新登录')
})

it('goes nowhere but to our own pages afterwards', async () => {
  const { begin, visit } = await makeHouse()
  const { address, cookie } = await begin('https://evil.example/')
  const { headers } = await visit(await goThrough(address, 'sun.qian'), cookie)
  expect(headers.location).toBe('/')
})

it('says so while the provider cannot be reached', async () => {
  const { app } = await makeApp({ provider: { issuer: 'http://127.0.0.1:9', ...CLIENT } })
  const { headers } = await app.inject({ url: '/api/single-sign-on' })
  expect(decodeURIComponent(String(headers.location))).toContain('现在连不上')
})
