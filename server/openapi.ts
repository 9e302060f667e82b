/** The OpenAPI document: what zod cannot tell of a route (who may call it, how it refuses) is added to each operation. */
import type { RouteOptions } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { z } from 'zod'
import { ROLES } from '../db/words.ts'
import type { Allow } from './context.ts'
import { problemBody } from './problem.ts'

export const TAGS = [
  { name: 'plan', description: '方案：文件、指标、任务、专栏、部门' },
  { name: 'summary', description: '进展：各指标、部门、任务、专栏的数' },
  { name: 'assignments', description: '目标分解、责任分工、时限、口径和假设的变更' },
  { name: 'items', description: '成果台账：每个数由哪些成果构成' },
  { name: 'entries', description: '填报' },
  { name: 'evidence', description: '证据：文件和网址' },
  { name: 'reports', description: '快照和评估报告' },
  { name: 'review', description: '审核与签批：待办、期限、常用语' },
  { name: 'periods', description: '报送期、报送、督查单、工作台' },
  { name: 'notices', description: '通知和外发通道' },
  { name: 'accounts', description: '账号、会话、接口令牌' },
  { name: 'exchange', description: '导入导出和开放数据' },
  { name: 'audit', description: '审计' },
  { name: 'standards', description: '标准编号的识读' },
  { name: 'house', description: '服务自身的状态' },
]

const REFUSALS: Record<string, string> = {
  '400': '请求有误 The request is not valid',
  '401': '未登录 Not signed in',
  '403': '不允许 Not allowed',
  '404': '没有找到 Not found',
  '408': '请求超时 The request was not sent in time',
  '409': '内容已被别人改过 Stale',
  '413': '内容太大 The body is too large',
  '414': '地址太长 The address is too long',
  '415': '不支持的内容类型 Unsupported media type',
  '422': '读不出来 It cannot be read',
  '429': '操作太快 Too many requests',
  '431': '请求头太大 The headers are too large',
  '500': '服务器出错 The server failed',
  '503': '服务暂时不可用 Not available',
  '507': '磁盘空间不足 The disk is full',
}

/** Statuses with which a route may refuse: what any route may, and what follows from its method, path and callers. */
function refusalsOf(route: RouteOptions): string[] {
  const allow = route.config?.allow
  const writes = route.method !== 'GET'
  return ['400', '408', '414', '431', '500', '503'].concat(
    allow === 'public' && !writes ? [] : ['401'],
    (allow === 'public' || allow === 'public-dashboard') && !writes ? [] : ['403'],
    route.url.includes(':') ? ['404'] : [],
    writes ? ['409', '413', '415', '507'] : [],
    route.config?.rateLimit ? ['429'] : [],
  )
}

const FILE = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as const
/** One field a file; its name says what the file is. */
const FORM = {
  'multipart/form-data': {
    schema: { type: 'object', additionalProperties: { type: 'string', format: 'binary' } },
  },
} as const

/** Adds roles, problems and 304 to each operation of the generated document. */
export function completeDocument(
  document: OpenAPIV3_1.Document,
  routes: readonly RouteOptions[],
): OpenAPIV3_1.Document {
  const { $schema: _, ...schema } = z.toJSONSchema(problemBody)
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema as object },
  }
  for (const route of routes) {
    const path = document.paths?.[route.url.replace(/:(\w+)/g, '{$1}')]
    const operation = path?.[String(route.method).toLowerCase() as 'get']
    if (!operation) continue
    // The docs page fills examples in: an optional filter stays empty until somebody wants it.
    for (const one of operation.parameters ?? [])
      if ('in' in one && one.in === 'query' && !one.required) delete one.example
    Object.assign(operation, accessOf(route))
    const answers: OpenAPIV3_1.ResponsesObject = { ...operation.responses }
    if (route.config?.files === 'answered') answers['200'] = { description: '文件 The file', content: FILE }
    if (route.config?.files === 'taken') Object.assign(operation, { requestBody: { required: true, content: FORM } })
    if (route.config?.allow === 'public-dashboard') answers['304'] = { description: '没有变化 Not modified' }
    for (const status of refusalsOf(route)) answers[status] = refusal(REFUSALS[status])
    for (const status of Object.keys(answers)) {
      if (Number(status) >= 400) answers[status] = refusal(REFUSALS[status])
    }
    Object.assign(operation, { responses: answers })
  }
  return document
}

function refusal(description = 'Problem'): OpenAPIV3_1.ResponseObject {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}

/**
 * `x-roles`: who may call, empty for everybody. `x-reach`: how far what they see and change reaches (own, department,
 * all). `x-closable`: open to everybody unless the public dashboard is closed.
 */
function accessOf({ config }: RouteOptions): Record<string, unknown> {
  const allow: Allow | undefined = config?.allow
  const isOpen = allow === undefined || allow === 'public' || allow === 'public-dashboard'
  return {
    'x-roles': isOpen ? [] : allow === 'signed-in' ? ROLES : allow,
    'x-reach': config?.reach ?? 'all',
    ...(allow === 'public-dashboard' ? { 'x-closable': true } : {}),
  }
}
