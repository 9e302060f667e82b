/** The contract and its page: an app of their own, loaded when somebody first asks, so that no start waits for it. */
import fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { App } from './context.ts'
import { DOCS_POLICY } from './headers.ts'
import { VERSION } from './house.ts'
import { completeDocument, TAGS } from './openapi.ts'

const INFO = {
  title: '标准化目标进展 Standards Target Tracker',
  version: VERSION,
  description:
    '方案、指标、成果和进展。错误一律为 application/problem+json（RFC 9457）。日期为 Asia/Shanghai 的 YYYY-MM-DD。',
}
const PAGE = '/api/docs'
/** Of what the page's app answers, what concerns its content. */
const HEADERS = ['content-type', 'etag', 'last-modified', 'location']

/** Serves the OpenAPI document of `routes`, which may still grow until the first question, and the page that shows it. */
export function docsRoutes(app: App, routes: readonly RouteOptions[]): void {
  let docs: Promise<FastifyInstance> | undefined
  let text: string | undefined
  const open = () => {
    docs ??= buildDocs(routes)
    return docs
  }
  app.addHook('onClose', async () => (await docs)?.close())
  app.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { allow: 'public' },
    schema: { hide: true },
    handler: async (_, reply) => {
      text ??= JSON.stringify((await open()).swagger())
      return reply.type('application/json; charset=utf-8').send(text)
    },
  })
  for (const url of [PAGE, `${PAGE}/*`])
    app.route({
      method: 'GET',
      url,
      config: { allow: 'public' },
      schema: { hide: true },
      handler: async (request, reply) => {
        const answer = await (await open()).inject({ url: request.url })
        if (answer.statusCode === 404) return reply.callNotFound()
        for (const name of HEADERS) if (answer.headers[name] !== undefined) reply.header(name, answer.headers[name])
        reply.headers({ 'content-security-policy': DOCS_POLICY, 'cache-control': 'no-cache' })
        return reply.code(answer.statusCode).send(answer.rawPayload)
      },
    })
}

async function buildDocs(routes: readonly RouteOptions[]): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ])
  const docs = fastify({ exposeHeadRoutes: false })
  // Nothing is asked of these routes but what they declare.
  docs.setValidatorCompiler(() => () => true)
  docs.setSerializerCompiler(() => JSON.stringify)
  await docs.register(swagger, {
    openapi: { openapi: '3.1.0', info: INFO, tags: TAGS },
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      'openapiObject' in document
        ? completeDocument(document.openapiObject as OpenAPIV3_1.Document, routes)
        : document.swaggerObject,
  })
  for (const { method, url, schema } of routes)
    if (method !== 'HEAD' && schema && !schema.hide) docs.route({ method, url, schema, handler: () => null })
  await docs.register(swaggerUi, {
    routePrefix: PAGE,
    uiConfig: { validatorUrl: null, layout: 'BaseLayout' },
    theme: { title: '接口文档 API' },
  })
  await docs.ready()
  return docs
}
