/** The one error type: RFC 9457 problem details, worded in Chinese and English. */
export const PROBLEMS = {
  invalid: { status: 400, zh: '填写的内容有误', en: 'The request is not valid' },
  'bad-json': { status: 400, zh: '请求体不是有效的 JSON', en: 'The body is not valid JSON' },
  'later-than-today': { status: 400, zh: '日期晚于今天', en: 'The day is later than today' },
  'sign-in': { status: 401, zh: '请先登录', en: 'Please sign in first' },
  'not-allowed': { status: 403, zh: '现在不能这样做', en: 'This is not allowed now' },
  'not-found': { status: 404, zh: '没有找到', en: 'Not found' },
  'method-not-allowed': { status: 405, zh: '这个地址不支持这种请求方法', en: 'Method not allowed' },
  stale: { status: 409, zh: '内容已被别人改过', en: 'This copy is stale' },
  'too-large': { status: 413, zh: '内容太大', en: 'The body is too large' },
  'uri-too-long': { status: 414, zh: '地址太长', en: 'The address is too long' },
  'unsupported-media-type': { status: 415, zh: '不支持这种内容类型', en: 'Unsupported media type' },
  unreadable: { status: 422, zh: '读不出来', en: 'It cannot be read' },
  'too-many-requests': { status: 429, zh: '操作太快', en: 'Too many requests' },
  'header-too-large': { status: 431, zh: '请求头太大', en: 'The headers are too large' },
  internal: { status: 500, zh: '服务器出错了', en: 'The server failed' },
  unavailable: { status: 503, zh: '服务暂时不可用', en: 'The service is not available' },
} as const
export type ProblemType = keyof typeof PROBLEMS
export type FieldFault = { path: string; message: string }

/** An answer other than the one asked for; the handler in `app.ts` turns it into problem+json. */
export class Problem extends Error {
  readonly type: ProblemType
  readonly status: number
  readonly errors: readonly FieldFault[]
  /** A sentence that says more than the title, by language; the title serves where there is none. */
  readonly detail: { zh: string; en: string } | null
  /** Further members of the answer, e.g. why a standard number was refused. */
  readonly params: Readonly<Record<string, unknown>>
  constructor(type: ProblemType, more: ProblemDetails = {}) {
    super(more.detail?.en ?? PROBLEMS[type].en)
    this.type = type
    this.status = PROBLEMS[type].status
    this.errors = more.errors ?? []
    this.detail = more.detail ?? null
    this.params = more.params ?? {}
  }
}
export type ProblemDetails = {
  errors?: readonly FieldFault[]
  detail?: { zh: string; en: string }
  params?: Readonly<Record<string, unknown>>
}

/** Makes the problem to throw. */
export function problem(type: ProblemType, more: ProblemDetails = {}): Problem {
  return new Problem(type, more)
}
