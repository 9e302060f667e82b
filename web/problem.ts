/** What the server says when it cannot answer (RFC 9457). */
export class Problem extends Error {
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly errors: readonly { path: string; message: string }[]
  /** Every member of the answer: what is said of this problem alone. */
  readonly members: Readonly<Record<string, unknown>>
  constructor(body: {
    type?: string
    status: number
    title?: string
    detail?: string | undefined
    errors?: readonly { path: string; message: string }[]
  }) {
    super(body.detail ?? body.title ?? String(body.status))
    this.name = 'Problem'
    this.type = body.type ?? 'about:blank'
    this.status = body.status
    this.title = body.title ?? ''
    this.detail = body.detail
    this.errors = body.errors ?? []
    this.members = { ...body }
  }
}
