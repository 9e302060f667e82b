import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const CSV = 'text/csv; charset=utf-8'

/** A download with its name in Chinese (RFC 6266), to be saved and never run or shown in place. */
export function sendFile(
  reply: FastifyReply,
  type: string,
  name: string,
  body: Buffer | string | Readable,
): FastifyReply {
  const ending = /\.\w+$/.exec(name)?.[0] ?? ''
  return reply
    .header('content-disposition', `attachment; filename="export${ending}"; filename*=UTF-8''${encodeName(name)}`)
    .type(type)
    .send(body)
}

const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
