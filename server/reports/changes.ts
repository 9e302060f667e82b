/** Writing snapshots and reports. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { eq, max } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import { plan, snapshot } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { problem } from '../problem.ts'
import { canonicalJson } from './canonical.ts'
import type { SnapshotBody, SnapshotRequest } from './contract.ts'
import { bodyOn } from './queries.ts'

/** SHA-256 (hex) of a snapshot's body as canonical JSON. */
export function hashOfBody(body: SnapshotBody): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}

/**
 * Freezes all figures of a plan for two days under the next number. From then on nothing changes it. Throws a problem
 * where the plan is not known.
 */
export function makeSnapshot(
  tx: Write,
  maker: { id: number },
  code: string,
  { asOf, knownAt, note }: SnapshotRequest,
  dataVersion: number,
  now: Date,
): { id: string; number: number; hash: string } {
  const of = tx.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  const body = bodyOn(tx, code, { asOf, knownAt })
  if (!of || !body) throw problem('not-found')
  const last = tx
    .select({ number: max(snapshot.number) })
    .from(snapshot)
    .where(eq(snapshot.planId, of.id))
    .get()
  const text = canonicalJson(body)
  const row = {
    uid: newUid(now),
    planId: of.id,
    number: (last?.number ?? 0) + 1,
    asOf,
    knownAt,
    note,
    dataVersion,
    hash: createHash('sha256').update(text).digest('hex'),
    body: gzipSync(text),
    makerId: maker.id,
    madeAt: now.toISOString(),
  }
  tx.insert(snapshot).values(row).run()
  return { id: row.uid, number: row.number, hash: row.hash }
}
