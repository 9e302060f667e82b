/** Security headers on every answer, and what may be kept by whom: security.md rule 8. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { makeApp, makeFolder } from '../fixtures/app.ts'

const POLICY =
  "default-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

/** A build as Vite leaves it. */
function makeBuild(): string {
  const folder = makeFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="__NONCE__"><style nonce="__NONCE__"></style>',
  )
  writeFileSync(join(folder, 'logo.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets/main-1a2b.js'), 'plain')
  writeFileSync(join(folder, 'assets/main-1a2b.js.br'), 'brotli')
  writeFileSync(join(folder, 'assets/main-1a2b.js.gz'), 'gzip')
  return folder
}

describe('every answer', () => {
  it.each([
    '/api/health',
    '/api/plans',
    '/api/nothing',
    '/api/health?x=1',
    '/%zz',
    '/assets/gone.js',
    '/api/openapi.json',
  ])('%s carries the security headers and names no server', async (url) => {
    const { get } = await makeApp()
    const { headers } = await get(url)
    expect(headers).toMatchObject({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['server']))
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['access-control-allow-origin']))
  })
})

describe('a public answer', () => {
  const url = '/api/plans'
  it('is not sent again to who holds it', async () => {
    const { get } = await makeApp()
    const first = await get(url)
    expect(first.status).toBe(200)
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const again = await get(url, { 'if-none-match': String(first.headers.etag) })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers.etag).toBe(first.headers.etag)
  })
  it('is made anew after a change, on another day, at another address, by another process', async () => {
    const { get, setNow, db, now } = await makeApp()
    const held = { 'if-none-match': String((await get(url)).headers.etag) }
    expect((await get('/api/standard-numbers?text=GB/T+1.1-2020', held)).status).toBe(200)
    setNow('2025-07-01')
    expect((await get(url, held)).status).toBe(200)
    setNow('2025-06-30')
    expect((await get(url, held)).status).toBe(304)
    record(db, { actor: CONSOLE, action: 'test', subjectType: 'test', subject: '' }, now(), () => undefined)
    expect((await get(url, held)).status).toBe(200)
    const other = await makeApp()
    expect((await other.get(url, held)).status).toBe(200)
  })
  it('that is refused is not kept', async () => {
    const { get } = await makeApp()
    const { status, headers } = await get('/api/plans/none')
    expect(status).toBe(404)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers).not.toHaveProperty('etag')
  })
})

describe('the web', () => {
  it('is one page for every address of the client, each time with a nonce of its own', async () => {
    const { get } = await makeApp({ webRoot: makeBuild() })
    const nonces = new Set<string>()
    for (const url of ['/', '/targets/x?asOf=2025-06-30', '/items', '/index']) {
      const { status, headers, text } = await get(url)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? ''
      expect(nonce).toMatch(/^[\w+/]{22}==$/)
      expect(text).not.toContain('__NONCE__')
      expect(headers['content-security-policy']).toBe(
        POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
      )
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(4)
  })
  it('sends its files packed to who takes them, and for ever where the name follows the content', async () => {
    const { get } = await makeApp({ webRoot: makeBuild() })
    const plain = await get('/assets/main-1a2b.js', { 'accept-encoding': 'identity' })
    expect(plain).toMatchObject({ status: 200, text: 'plain' })
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(plain.headers['content-type']).toContain('javascript')
    for (const [encoding, text] of [
      ['br', 'brotli'],
      ['gzip', 'gzip'],
    ] as const) {
      const packed = await get('/assets/main-1a2b.js', { 'accept-encoding': encoding })
      expect(packed).toMatchObject({ status: 200, text })
      expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
      expect(packed.headers['content-type']).toContain('javascript')
    }
    const logo = await get('/logo.svg')
    expect(logo.status).toBe(200)
    expect(logo.headers['cache-control']).toBe('no-cache')
    expect((await get('/logo.svg', { 'if-none-match': String(logo.headers.etag) })).status).toBe(304)
  })
  it('that is not built says how', async () => {
    const { get } = await makeApp()
    const { status, text } = await get('/')
    expect(status).toBe(503)
    expect(text).toContain('npm run build')
  })
})

describe('the docs page', () => {
  it('loads nothing from outside', async () => {
    const { get } = await makeApp()
    const page = await get('/api/docs/')
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self'; /)
    expect(page.headers['content-security-policy']).not.toMatch(/https?:|unsafe/)
    for (const [, link = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(link).toMatch(/^\.\/static\//)
      expect((await get(`/api/docs/${link.slice(2)}`)).status).toBe(200)
    }
    expect((await get('/api/docs/static/swagger-initializer.js')).text).toContain('"validatorUrl":null')
  })
})
