import { createHash } from 'node:crypto'

/** What the first event of a chain follows. */
export const GENESIS = '0'.repeat(64)

/** The fields of an audit event that its hash covers. */
export type ChainedEvent = {
  at: string
  actorId: number | null
  actor: string
  action: string
  subjectType: string
  subject: string
  /** JSON text as stored. */
  detail: string
  previousHash: string
}

/** SHA-256 (hex) of the previous hash and the event's fields in fixed order, so that a later change of any shows. */
export function chainHash(event: ChainedEvent): string {
  const { previousHash, at, actorId, actor, action, subjectType, subject, detail } = event
  return createHash('sha256')
    .update(JSON.stringify([previousHash, at, actorId, actor, action, subjectType, subject, detail]))
    .digest('hex')
}
