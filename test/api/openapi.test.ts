/** The contract is true: every route of the document refuses as it says, and is closed unless it says that it is open. */
import { afterAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../db/words.ts'
import { makeApp } from '../fixtures/app.ts'
import { expectProblem } from '../fixtures/problem.ts'

type Operation = {
  tags: string[]
  summary: string
  'x-roles': string[]
  parameters?: { name: string; in: string; example?: string; schema: { type: string } }[]
  responses: Record<string, { content?: Record<string, unknown> }>
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const { get, app } = await makeApp({ until: afterAll })
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

it('names these routes', () => {
  expect(operations.map(({ name }) => name).sort()).toMatchInlineSnapshot(`
    [
      "GET /api/health",
      "GET /api/items",
      "GET /api/items/{id}",
      "GET /api/plans",
      "GET /api/plans/{plan}",
      "GET /api/plans/{plan}/summary",
      "GET /api/plans/{plan}/targets/{target}",
      "GET /api/plans/{plan}/tasks/{task}/statements",
      "GET /api/ready",
      "GET /api/standard-numbers",
    ]
  `)
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
    expect(['public', 'public-dashboard', ...ROLES]).toEqual(expect.arrayContaining(roles))
    expect(roles.length).toBeGreaterThan(0)
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '400', '500']))
    for (const [status, { content }] of Object.entries(operation.responses)) {
      if (Number(status) >= 400) expect(Object.keys(content ?? {}), status).toEqual(['application/problem+json'])
    }
  })

  it('is closed unless declared open, and refuses what it does not know', async () => {
    const { status } = await ask(`${url}?surely-unknown=1`)
    const isOpen = operation['x-roles'].some((role) => role.startsWith('public'))
    expectProblem(await ask(`${url}?surely-unknown=1`), isOpen ? 400 : 401)
    expect(Object.keys(operation.responses)).toContain(String(status))
  })

  it('answers strangers only while the dashboard is public', async () => {
    const closed = await makeApp({ publicDashboard: false })
    const { statusCode: status, headers, payload: text } = await closed.app.inject({ method, url })
    if (!operation['x-roles'].includes('public')) expectProblem({ status, headers, text }, 401)
    else expect(status).not.toBe(401)
  })

  it('takes each query key once', async () => {
    for (const { name } of operation.parameters?.filter((one) => one.in === 'query') ?? []) {
      const { errors } = expectProblem(await ask(`${url}?${name}=1&${name}=1`), 400)
      expect(errors[0].path).toBe(name)
    }
  })
})
