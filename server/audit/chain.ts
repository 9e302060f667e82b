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
  /** Roles then held and the address it came from; null for a command. */
  roles: string | null
  address: string | null
  previousHash: string
}

/**
 * SHA-256 (hex) of the previous hash and the event's fields in fixed order, so that a later change of any shows. Roles
 * and address are covered where there are any: events from before they were kept have the hash that they were given.
 */
export function chainHash(event: ChainedEvent): string {
  const { previousHash, at, actorId, actor, action, subjectType, subject, detail, roles, address } = event
  const fields = [previousHash, at, actorId, actor, action, subjectType, subject, detail]
  const covered = roles === null && address === null ? fields : [...fields, roles, address]
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex')
}
