/** The one error type: RFC 9457 problem details, worded in Chinese and English, and how any error becomes one. */
import { z } from 'zod'

/** A sentence in both languages of the product. */
export type Wording = { zh: string; en: string }
export type Language = keyof Wording

/** The closed table: what can go wrong, with its status, its title and the sentence that says what to do. */
export const PROBLEMS = {
  invalid: {
    status: 400,
    title: { zh: '填写的内容有误', en: 'The request is not valid' },
    detail: { zh: '请按 errors 中的说明修改后再试。', en: 'Please correct what errors names and try again.' },
  },
  'bad-request': {
    status: 400,
    title: { zh: '请求不完整或格式不对', en: 'The request is broken' },
    detail: {
      zh: '服务器读不懂这个请求，请检查地址后重试。',
      en: 'The request cannot be read. Please check the address.',
    },
  },
  'bad-json': {
    status: 400,
    title: { zh: '请求体不是有效的 JSON', en: 'The body is not valid JSON' },
    detail: { zh: '请求体要是一个完整的 JSON 对象。', en: 'The body has to be one whole JSON object.' },
  },
  'bad-key': {
    status: 400,
    title: { zh: 'Idempotency-Key 格式不对', en: 'The Idempotency-Key is not of the right form' },
    detail: { zh: '请用8到100个可见的 ASCII 字符。', en: 'It takes 8 to 100 visible ASCII characters.' },
  },
  'later-than-today': {
    status: 400,
    title: { zh: '日期晚于今天', en: 'The day is later than today' },
    detail: { zh: '只能查询今天和今天以前的情况。', en: 'Only today and days before it can be asked for.' },
  },
  'sign-in': {
    status: 401,
    title: { zh: '请先登录', en: 'Please sign in first' },
    detail: { zh: '查看这些内容需要登录。', en: 'This can only be seen by those who have signed in.' },
  },
  'wrong-password': {
    status: 401,
    title: { zh: '账号或密码不对', en: 'Wrong account or password' },
    detail: { zh: '请检查账号和密码后再试。', en: 'Please check the account and the password.' },
  },
  'not-allowed': {
    status: 403,
    title: { zh: '现在不能这样做', en: 'This is not allowed now' },
    detail: {
      zh: '这个账号没有这项权限，或者现在的状态不允许。',
      en: 'Your account may not do this, or not in this state.',
    },
  },
  'change-password': {
    status: 403,
    title: { zh: '请先修改密码', en: 'Please change the password first' },
    detail: {
      zh: '密码由别人设置，或者已经到期，改过以后才能继续。',
      en: 'The password was set by somebody else or is too old. It has to be changed first.',
    },
  },
  csrf: {
    status: 403,
    title: { zh: '页面已经过期', en: 'The page is out of date' },
    detail: {
      zh: '请刷新页面后再试：写操作要带会话的 x-csrf-token（见 GET /api/session）。',
      en: 'Please reload. A write carries the x-csrf-token that GET /api/session gives.',
    },
  },
  'foreign-origin': {
    status: 403,
    title: { zh: '请求不是从本站页面发出的', en: 'The request comes from another site' },
    detail: {
      zh: '请从本站页面操作；程序请用接口令牌（Authorization: Bearer）。',
      en: 'Please use the pages of this site, or a token (Authorization: Bearer).',
    },
  },
  'plain-http': {
    status: 403,
    title: { zh: '这里不能登录', en: 'Signing in is closed here' },
    detail: {
      zh: '登录要经过 https，或者在服务器本机进行。管理员可设 TRUST_PROXY 或 PLAIN_HTTP，见 README。',
      en: 'Sign in over https, or on the server itself. An administrator can set TRUST_PROXY or PLAIN_HTTP (README).',
    },
  },
  'not-found': {
    status: 404,
    title: { zh: '没有找到', en: 'Not found' },
    detail: { zh: '这个地址下没有内容。', en: 'There is nothing at this address.' },
  },
  'method-not-allowed': {
    status: 405,
    title: { zh: '这个地址不支持这种请求方法', en: 'Method not allowed' },
    detail: { zh: '可用的方法见 Allow 响应头。', en: 'The Allow header lists the methods that are.' },
  },
  timeout: {
    status: 408,
    title: { zh: '请求超时', en: 'The request took too long' },
    detail: { zh: '请求没有在规定时间内发完，请重试。', en: 'The request was not sent in time. Please try again.' },
  },
  stale: {
    status: 409,
    title: { zh: '内容已被别人改过', en: 'This copy is stale' },
    detail: { zh: '请刷新后再改。', en: 'Please reload and change it again.' },
  },
  'key-reused': {
    status: 409,
    title: { zh: 'Idempotency-Key 已用于别的请求', en: 'The Idempotency-Key was used for another request' },
    detail: { zh: '每个不同的请求要用一个新的值。', en: 'Please use a new one for each request.' },
  },
  doubtful: {
    status: 409,
    title: { zh: '还有疑点没有定', en: 'A doubt has not been settled' },
    detail: { zh: '先定是不是同一项，才能认定。', en: 'Settle first whether it is the same item.' },
  },
  'too-large': {
    status: 413,
    title: { zh: '内容太大', en: 'The body is too large' },
    detail: { zh: '请减少内容后再试。', en: 'Please send less.' },
  },
  'uri-too-long': {
    status: 414,
    title: { zh: '地址太长', en: 'The address is too long' },
    detail: { zh: '请缩短查询内容后再试。', en: 'Please shorten what you ask for.' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { zh: '不支持这种内容类型', en: 'Unsupported media type' },
    detail: { zh: '请求体要用 application/json。', en: 'The body has to be application/json.' },
  },
  'expectation-failed': {
    status: 417,
    title: { zh: '不支持这种 Expect 请求头', en: 'Expectation failed' },
    detail: { zh: '只支持 100-continue。', en: 'Only 100-continue is known.' },
  },
  unreadable: {
    status: 422,
    title: { zh: '读不出来', en: 'It cannot be read' },
    detail: { zh: '这段文字不是能识读的编号。', en: 'The text is no number that can be read.' },
  },
  incomplete: {
    status: 422,
    title: { zh: '还没有填齐，没有提交', en: 'It is not complete and was not submitted' },
    detail: { zh: '请按 errors 中的说明补齐后再提交。', en: 'Please complete what errors names and submit again.' },
  },
  'too-many-requests': {
    status: 429,
    title: { zh: '操作太快', en: 'Too many requests' },
    detail: { zh: '请按 Retry-After 响应头给出的秒数稍后再试。', en: 'Please wait as long as Retry-After says.' },
  },
  'header-too-large': {
    status: 431,
    title: { zh: '请求头太大', en: 'The headers are too large' },
    detail: { zh: '请缩短地址或清除本站的 Cookie 后再试。', en: 'Please shorten the address or clear the cookies.' },
  },
  internal: {
    status: 500,
    title: { zh: '服务器出错了', en: 'The server failed' },
    detail: {
      zh: '请稍后再试；仍然出错时，请把请求编号告诉管理员。',
      en: 'Please try later, or report the request id.',
    },
  },
  unavailable: {
    status: 503,
    title: { zh: '服务暂时不可用', en: 'The service is not available' },
    detail: { zh: '请稍后再试。', en: 'Please try again later.' },
  },
  'storage-full': {
    status: 507,
    title: { zh: '磁盘空间不足', en: 'The disk is full' },
    detail: { zh: '没有保存任何内容。请联系管理员清理磁盘。', en: 'Nothing was saved. Please ask for disk space.' },
  },
} as const satisfies Record<string, { status: number; title: Wording; detail: Wording }>
export type ProblemType = keyof typeof PROBLEMS

/** What is wrong with one field: its path (`units.0.name`), and a sentence (Chinese alone where no English is known). */
export type FieldFault = { path: string; message: string | Wording }

export type ProblemDetails = {
  errors?: readonly FieldFault[]
  /** A sentence of its own; the type's serves where there is none. */
  detail?: Wording
  /** Further members of the answer, e.g. why a standard number was refused. Never a secret, a path or a stack. */
  params?: Readonly<Record<string, unknown>>
  /** Further headers of the answer, e.g. `allow`. */
  headers?: Readonly<Record<string, string>>
  /** What raised it: for the log alone. */
  cause?: unknown
}

/** An answer other than the one asked for. */
export class Problem extends Error {
  readonly type: ProblemType
  readonly status: number
  readonly errors: readonly FieldFault[]
  readonly detail: Wording | null
  readonly params: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  constructor(type: ProblemType, more: ProblemDetails = {}) {
    super(more.detail?.en ?? PROBLEMS[type].title.en, { cause: more.cause })
    this.type = type
    this.status = PROBLEMS[type].status
    this.errors = more.errors ?? []
    this.detail = more.detail ?? null
    this.params = more.params ?? {}
    this.headers = more.headers ?? {}
  }
}

/** Makes the problem to throw. */
export function problem(type: ProblemType, more: ProblemDetails = {}): Problem {
  return new Problem(type, more)
}

/** The body of every answer that is not the one asked for, as the OpenAPI document states it. */
export const problemBody = z.looseObject({
  type: z.enum(Object.keys(PROBLEMS).map((type) => `/problems/${type}`)),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
})

/** The body of a problem in one language. */
export function problemJson(fault: Problem, language: Language, requestId: string): z.infer<typeof problemBody> {
  const { status, title, detail } = PROBLEMS[fault.type]
  const errors = fault.errors.map(({ path, message }) => ({
    path,
    message: typeof message === 'string' ? message : message[language],
  }))
  const colon = language === 'zh' ? '：' : ': '
  const told =
    errors.length > 0 ? errors.map(({ path, message }) => path + colon + message).join(' ') : detail[language]
  return {
    ...fault.params,
    type: `/problems/${fault.type}`,
    title: title[language],
    status,
    detail: fault.detail?.[language] ?? told,
    requestId,
    errors,
  }
}

/** The language to answer in by `Accept-Language`: Chinese, unless English is wanted more. */
export function languageOf(header: string | undefined): Language {
  if (!header) return 'zh'
  const weight = { zh: 0, en: 0 }
  for (const part of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const language = tag.slice(0, 2)
    if ((language !== 'zh' && language !== 'en') || (tag.length > 2 && tag[2] !== '-')) continue
    const q = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((found) => found !== undefined)
    weight[language] = Math.max(weight[language], q === undefined ? 1 : Number(q) || 0)
  }
  return weight.en > weight.zh ? 'en' : 'zh'
}

/** Errors of the framework and the database that have a problem of their own. */
const BY_CODE: Record<string, () => Problem> = {
  FST_ERR_BAD_URL: () => problem('bad-request'),
  FST_ERR_MAX_PARAM_LENGTH: () => problem('uri-too-long'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => problem('too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => problem('unsupported-media-type'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => problem('bad-json'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => problem('bad-json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => CUT_OFF,
  ECONNRESET: () => CUT_OFF,
  ERR_HTTP_REQUEST_TIMEOUT: () => problem('timeout'),
  HPE_HEADER_OVERFLOW: () => problem('header-too-large'),
  SQLITE_FULL: () => problem('storage-full'),
  SQLITE_BUSY: () => problem('unavailable'),
}
const CUT_OFF = problem('bad-request', {
  detail: { zh: '请求在传输中断开，没有收完整，请重试。', en: 'The request was cut off on its way. Please try again.' },
})

/** Turns whatever was thrown into a problem; what nobody foresaw is `internal`, with the error as its cause. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const known = 'code' in one && typeof one.code === 'string' ? BY_CODE[one.code] : undefined
    if (known) return known()
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  if (error instanceof SyntaxError && status === 400) return problem('bad-json')
  const types = Object.keys(PROBLEMS) as ProblemType[]
  const type = types.find((one) => one !== 'invalid' && PROBLEMS[one].status === status)
  if (type && PROBLEMS[type].status < 500) return problem(type, { cause: error })
  return problem('internal', { cause: error })
}
