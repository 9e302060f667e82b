/** Hostile and mistaken input is an answer, never an outage: security.md P4 and rule 17. */
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { KINDS } from '../../db/words.ts'
import type { App } from '../../server/context.ts'
import { problem } from '../../server/problem.ts'
import { makeApp } from '../fixtures/app.ts'
import { expectProblem } from '../fixtures/problem.ts'

/** Routes that hold one of everything, so that the ground is tested apart from the features. */
function sampleRoutes(app: App) {
  app.route({
    method: 'GET',
    url: '/api/sample/:id',
    config: { allow: 'public-dashboard' },
    schema: {
      params: z.strictObject({
        id: z
          .string()
          .regex(/^[a-z]+$/)
          .max(20)
          .meta({ examples: ['abc'] }),
      }),
      querystring: z.strictObject({
        asOf: z.iso.date().optional(),
        page: z.coerce.number().int().min(1).max(100).optional(),
        kind: z.enum(KINDS).optional(),
        q: z.string().min(1).max(100).optional(),
        counts: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
      }),
      response: { 200: z.object({ q: z.string().nullable(), id: z.string() }) },
    },
    handler: ({ params, query }) => {
      if (params.id === 'gone') throw problem('not-found')
      if (params.id === 'broken') throw new TypeError('secret of node_modules/x.ts')
      return { id: params.id, q: query.q ?? null, secret: 'never seen' }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/sample',
    config: { allow: 'public', rateLimit: { max: 10, timeWindow: 60_000 } },
    bodyLimit: 1000,
    schema: {
      body: z.strictObject({
        title: z.string().min(2),
        units: z.array(z.strictObject({ name: z.string().max(5) })).max(2),
      }),
      response: { 200: z.object({}) },
    },
    handler: () => ({}),
  })
  app.route({
    method: 'GET',
    url: '/api/closed',
    config: { allow: ['reviewer'], reach: 'all' },
    schema: { querystring: z.strictObject({ needed: z.string() }) },
    handler: () => ({}),
  })
}
const sample = () => makeApp({ extend: sampleRoutes })

describe('an address', () => {
  it.each<[query: string, path: string, zh: string, en: string]>([
    ['asOf=2025-02-30', 'asOf', '没有 2025-02-30 这一天。', 'There is no such day as 2025-02-30.'],
    ['asOf=yesterday', 'asOf', '日期要写成 2025-06-30 这样。', 'A day is written like 2025-06-30.'],
    ['asOf=', 'asOf', '日期要写成 2025-06-30 这样。', 'A day is written like 2025-06-30.'],
    ['page=0', 'page', '不能小于 1。', 'It must not be less than 1.'],
    ['page=101', 'page', '不能大于 100。', 'It must not be more than 100.'],
    ['page=two', 'page', '要是一个数。', 'It has to be a number.'],
    ['page=1.5', 'page', '要是整数。', 'It has to be a whole number.'],
    ['page=1e999', 'page', '要是一个数。', 'It has to be a number.'],
    [
      'kind=book',
      'kind',
      '只能是：standard、pilot、organization、platform、enterprise。',
      'It has to be one of: standard, pilot, organization, platform, enterprise.',
    ],
    ['counts=yes', 'counts', '只能是：true、false。', 'It has to be one of: true, false.'],
    ['q=', 'q', '不能为空。', 'It must not be empty.'],
    ['q=a%00b', 'q', '含有不可见的控制字符。', 'It holds control characters.'],
    ['q=a&q=b', 'q', '只能出现一次。', 'It can be given only once.'],
    [
      'asof=2025-06-30',
      'asof',
      '没有这一项。可用的有：asOf、page、kind、q、counts。',
      'There is no such key. Known are: asOf, page, kind, q, counts.',
    ],
    [
      '__proto__=1',
      '__proto__',
      '没有这一项。可用的有：asOf、page、kind、q、counts。',
      'There is no such key. Known are: asOf, page, kind, q, counts.',
    ],
  ])('with ?%s is refused in one sentence', async (query, path, zh, en) => {
    const { get } = await sample()
    const chinese = expectProblem(await get(`/api/sample/abc?${query}`), 400)
    expect(chinese).toMatchObject({ type: '/problems/invalid', errors: [{ path, message: zh }] })
    expect(chinese.detail).toBe(`${path}：${zh}`)
    const english = expectProblem(await get(`/api/sample/abc?${query}`, { 'accept-language': 'en-GB,en;q=0.9' }), 400)
    expect(english.errors).toEqual([{ path, message: en }])
  })

  it('with a search of 5 000 characters is told how many it may have', async () => {
    const { get } = await sample()
    const answer = await get(`/api/sample/abc?q=${encodeURIComponent('标'.repeat(5000))}`)
    expect(expectProblem(answer, 400).errors).toEqual([{ path: 'q', message: '太长：最多 100 个字符，现有 5000 个。' }])
  })

  it('names every fault at once', async () => {
    const { get } = await sample()
    const { errors } = expectProblem(await get('/api/sample/abc?page=0&asOf=x&more=1'), 400)
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual(['asOf', 'more', 'page'])
  })

  it('shows what a path looks like', async () => {
    const { get } = await sample()
    expect(expectProblem(await get('/api/sample/ABC'), 400).errors).toEqual([
      { path: 'id', message: '格式不对，应如 abc。' },
    ])
  })

  it.each(['/%zz', '/api/sample/%zz', '/api/sample/abc?q=%zz', '/api/sample/abc?q=%ff'])(
    '%s, which cannot be decoded, is refused',
    async (url) => {
      const { get } = await sample()
      expect(expectProblem(await get(url), 400).type).toBe('/problems/bad-request')
    },
  )

  it('that is too long is refused', async () => {
    const { get } = await sample()
    expectProblem(await get(`/api/sample/${'a'.repeat(300)}`), 404)
    expectProblem(await get(`/api/sample/abc?q=${'a'.repeat(50_000)}`), 414)
  })

  it.each(['/api', '/api/nothing', '/assets/gone.js', '/favicon.png', '/../../etc/passwd.txt'])(
    '%s leads nowhere',
    async (url) => {
      const { get } = await sample()
      expectProblem(await get(url), 404)
    },
  )

  it('that takes other methods says which', async () => {
    const { app } = await sample()
    for (const [method, url, allow] of [
      ['DELETE', '/api/health', 'GET, HEAD'],
      ['PUT', '/api/sample/abc', 'GET, HEAD'],
      ['GET', '/api/sample', 'POST'],
      ['POST', '/targets', 'GET, HEAD'],
      ['OPTIONS', '/api/health', 'GET, HEAD'],
    ] as const) {
      const { statusCode: status, headers, payload: text } = await app.inject({ method, url })
      expectProblem({ status, headers, text }, 405)
      expect(headers.allow).toBe(allow)
    }
  })

  it('in composed or decomposed letters asks for the same', async () => {
    const { get } = await sample()
    expect((await get(`/api/sample/abc?q=${encodeURIComponent('e\u0301')}`)).body.q).toBe('\u00e9')
  })
})

describe('a body', () => {
  const post = async (payload: string, headers: Record<string, string> = {}) => {
    const { app } = await sample()
    const answer = await app.inject({
      method: 'POST',
      url: '/api/sample',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: answer.statusCode, headers: answer.headers, text: answer.payload }
  }
  const good = '{"title":"一二","units":[]}'

  it('that is right is taken', async () => {
    expect((await post(good)).status).toBe(200)
  })
  it.each(['{"title":', '', '{"title":"一二"}}', '{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{}}}'])(
    '%s is no JSON that we take',
    async (text) => {
      expect(expectProblem(await post(text), 400).type).toBe('/problems/bad-json')
    },
  )
  it('of thousands of brackets is refused', async () => {
    expectProblem(await post('['.repeat(900)), 400)
  })
  it('over the limit is refused', async () => {
    expectProblem(await post(`{"title":"${'x'.repeat(2000)}"}`), 413)
  })
  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense'])(
    'of type %s is refused',
    async (type) => {
      expectProblem(await post(good, { 'content-type': type }), 415)
    },
  )
  it('that was cut off is refused', async () => {
    const { detail } = expectProblem(await post(good, { 'content-length': '500' }), 400)
    expect(detail).toContain('没有收完整')
  })
  it('is told every fault with its path', async () => {
    const { errors } = expectProblem(
      await post('{"title":"一","units":[{"name":"很长很长的名字"},{"nam":"x"}],"state":"recognised"}'),
      400,
    )
    expect(errors).toEqual([
      { path: 'title', message: '太短：至少 2 个字符。' },
      { path: 'units.0.name', message: '太长：最多 5 个字符，现有 7 个。' },
      { path: 'units.1.name', message: '必须填写。' },
      { path: 'units.1.nam', message: '没有这一项。可用的有：name。' },
      { path: 'state', message: '没有这一项。可用的有：title、units。' },
    ])
  })
  it('that comes too often has to wait', async () => {
    const { app } = await sample()
    const send = () => app.inject({ method: 'POST', url: '/api/sample', payload: { title: '一二', units: [] } })
    for (let sent = 0; sent < 10; sent++) expect((await send()).statusCode).toBe(200)
    const { statusCode: status, headers, payload: text } = await send()
    expectProblem({ status, headers, text }, 429)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('a caller', () => {
  it('who has not signed in learns nothing of a closed route, not even what it takes', async () => {
    const { get } = await sample()
    expectProblem(await get('/api/closed'), 401)
    expectProblem(await get('/api/closed?needed=1'), 401)
  })
  it('may look at the dashboard unless it is closed', async () => {
    const open = await sample()
    expect((await open.get('/api/sample/abc')).status).toBe(200)
    const closed = await makeApp({ extend: sampleRoutes, publicDashboard: false })
    expectProblem(await closed.get('/api/sample/abc'), 401)
    expect((await closed.get('/api/health')).status).toBe(200)
  })
})

describe('the app', () => {
  it.each([
    ['who may call it', { config: {} }],
    ['the form of its path', { config: { allow: 'public' as const } }],
  ])('does not start with a route that does not declare %s', async (_, options) => {
    await expect(
      makeApp({ extend: (app) => void app.get('/api/undeclared/:id', options, () => ({})) }),
    ).rejects.toThrow('GET /api/undeclared/:id')
  })
  it('says nothing of what went wrong inside', async () => {
    const { get } = await sample()
    const body = expectProblem(await get('/api/sample/broken'), 500)
    expect(body.type).toBe('/problems/internal')
  })
  it('strips what the contract does not name', async () => {
    const { get } = await sample()
    expect((await get('/api/sample/abc')).body).toEqual({ id: 'abc', q: null })
  })
  it('says when it cannot save', async () => {
    const { get, db } = await sample()
    expect((await get('/api/ready')).body.status).toBe('ready')
    db.writable = () => false
    expectProblem(await get('/api/ready'), 503)
    expect((await get('/api/health')).status).toBe(200)
  })
})

describe('what is hardly a request', () => {
  const speak = async (text: string) => {
    const { app } = await sample()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    if (!address || typeof address === 'string') throw new Error('not listening')
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(address.port, '127.0.0.1', () => socket.end(text))
      let heard = ''
      socket.setEncoding('utf8').on('data', (part) => {
        heard += part
      })
      socket.on('close', () => resolve(heard)).on('error', reject)
    })
    const [head = '', body = ''] = said.split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    return { status: Number(first.split(' ')[1]), headers, text: body }
  }

  it.each<[name: string, text: string, status: number]>([
    ['noise', 'hello\r\n\r\n', 400],
    ['a header without a name', 'GET /api/health HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400],
    ['no Host', 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two lengths', 'POST /api/sample HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    ['huge headers', `GET /api/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
    [
      'an unknown expectation',
      'GET /api/health HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n',
      417,
    ],
    ['an unknown method', 'PROPFIND /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
    [
      'a body that ends early',
      'POST /api/sample HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"a',
      400,
    ],
  ])('%s gets a problem', async (_, text, status) => {
    expectProblem(await speak(text), status)
  })
})
