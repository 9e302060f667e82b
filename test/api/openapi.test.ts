/** The contract is true: every route of the document refuses as it says, and is closed unless it says that it is open. */
import { afterAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../db/words.ts'
import { makeApp } from '../fixtures/app.ts'
import { expectProblem } from '../fixtures/problem.ts'

type Operation = {
  tags: string[]
  summary: string
  'x-roles': string[]
  'x-reach': string
  'x-closable'?: boolean
  parameters?: { name: string; in: string; example?: string; schema: { type: string } }[]
  responses: Record<string, { content?: Record<string, unknown> }>
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const { get, app, as } = await makeApp({ until: afterAll, rateLimits: false })
const { body: document } = await get('/api/openapi.json')
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Method,
      /** The path with its own examples in the gaps. */
      url: path.replace(/\{(\w+)\}/g, (_, gap) => {
        const found = operation.parameters?.find(({ name }) => name === gap)
        return found?.schema.type === 'integer' ? '1' : String(found?.example)
      }),
      operation,
    })),
)

it('is OpenAPI 3.1 with title, version and tags', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: expect.any(String) } })
  expect(document.tags.length).toBeGreaterThan(0)
})

it('names the routes that other programs rely on', () => {
  expect(operations.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'GET /api/health',
      'GET /api/ready',
      'GET /api/plans',
      'GET /api/plans/{plan}',
      'GET /api/plans/{plan}/summary',
      'GET /api/items',
      'GET /api/items/{id}',
      'GET /api/standard-numbers',
      'GET /api/session',
      'POST /api/session',
      'DELETE /api/session',
    ]),
  )
})

describe.each(operations)('$name', ({ method, url, operation }) => {
  const ask = async (address: string, headers = {}) => {
    const answer = await app.inject({ method, url: address, headers })
    return { status: answer.statusCode, headers: answer.headers, text: answer.payload }
  }

  it('says what it is, who may call it and how it refuses', () => {
    const roles = operation['x-roles']
    expect(operation.summary).toMatch(/\S/)
    expect(document.tags.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(operation.tags))
    expect([...ROLES]).toEqual(expect.arrayContaining(roles))
    expect(['own', 'department', 'all']).toContain(operation['x-reach'])
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '500']))
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2') || status === '302')).toBe(true)
    for (const [status, { content }] of Object.entries(operation.responses)) {
      if (Number(status) >= 400) expect(Object.keys(content ?? {}), status).toEqual(['application/problem+json'])
    }
  })

  it('is closed unless declared open, and refuses what it does not know', async () => {
    const answer = await ask(`${url}?surely-unknown=1`)
    expectProblem(answer, operation['x-roles'].length === 0 ? 400 : 401)
    expect(Object.keys(operation.responses)).toContain(String(answer.status))
  })

  it('answers strangers only while the dashboard is public', async () => {
    const closed = await makeApp({ publicDashboard: false })
    const { statusCode: status, headers, payload: text } = await closed.app.inject({ method, url })
    const isClosed = operation['x-roles'].length > 0 || operation['x-closable'] === true
    if (isClosed) expectProblem({ status, headers, text }, 401)
    else expect(status).not.toBe(401)
  })

  it.each(ROLES)('lets a %s pass or not, as it says', async (role) => {
    const roles = operation['x-roles']
    const caller = as(role, role)
    const answer = await app.inject({ method, url: `${url}?surely-unknown=1`, headers: caller.headers })
    const { statusCode: status, headers, payload: text } = answer
    // Who may pass is told what is wrong with the query; a public write may still be refused for its origin.
    if (roles.length > 0 && !roles.includes(role)) expectProblem({ status, headers, text }, 403)
    else expect(status, text).toBe(400)
  })

  it('takes each query key once', async () => {
    const { headers } = as('everyone', ...ROLES)
    for (const { name } of operation.parameters?.filter((one) => one.in === 'query') ?? []) {
      const { errors } = expectProblem(await ask(`${url}?${name}=1&${name}=1`, headers), 400)
      expect(errors[0].path).toBe(name)
    }
  })
})
