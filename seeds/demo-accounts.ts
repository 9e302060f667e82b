/**
 * The accounts that a visitor of the demo signs in with: one for each role. Their one password is made anew at every
 * start and printed, so that none stands in the repository or outlives the visit.
 */
import { eq } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { account } from '../db/schema.ts'
import type { Role } from '../db/words.ts'
import { addAccount } from '../server/accounts/changes.ts'
import { hashPassword, newPassword } from '../server/accounts/passwords.ts'
import { findAccount } from '../server/accounts/queries.ts'
import { CONSOLE, record } from '../server/audit/record.ts'

/** Departments with much to see: one whose head signs, one that sends straight to the reviewer. */
const SIGNING = 'wjj'
const DIRECT = 'gxj'
/** One that has nothing to report in the demo's quarter: for it there is the zero report. */
const QUIET = 'shuiwuj'

/** Of these, reporters, heads and reviewers are those who act in the demo's story; the rest are made here. */
const ACCOUNTS: readonly { name: string; role: Role; displayName: string; does: string }[] = [
  { name: `reporter-${SIGNING}`, role: 'reporter', displayName: '', does: '区卫健局填报人，填报先由负责人签批' },
  { name: `reporter-${DIRECT}`, role: 'reporter', displayName: '', does: '区工信局填报人，填报直接到审核' },
  { name: `reporter-${QUIET}`, role: 'reporter', displayName: '', does: '区水务局填报人，本季度没有成果，可交零报告' },
  { name: `head-${SIGNING}`, role: 'head', displayName: '', does: '区卫健局负责人，签批' },
  { name: 'reviewer-1', role: 'reviewer', displayName: '', does: '审核人' },
  { name: 'admin', role: 'admin', displayName: '演示·系统管理员', does: '系统管理员' },
  { name: 'auditor', role: 'auditor', displayName: '演示·审计员', does: '审计员' },
  { name: 'viewer', role: 'viewer', displayName: '演示·查看人', does: '查看人，可看已认定成果的证据' },
]

/** Gives the demo accounts a new password, and tells it. `now` is the day on which the demo stands. */
export async function openDemoAccounts(db: Database, now: Date): Promise<void> {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  const act = { actor: CONSOLE, action: 'open-demo-accounts', subjectType: 'account', subject: 'demo', isPrivate: true }
  record(db, act, now, (tx) => {
    for (const { name, role, displayName } of ACCOUNTS) {
      const id =
        findAccount(tx, name)?.id ??
        addAccount(
          tx,
          { name, displayName, roles: [{ role, department: null }], passwordHash, mustChangePassword: false },
          now,
        ).id
      tx.update(account)
        .set({ passwordHash, passwordChangedAt: now.toISOString(), mustChangePassword: false })
        .where(eq(account.id, id))
        .run()
    }
  })
  console.log(`演示账号，密码都是 ${password}（每次启动都换）：`)
  for (const { name, does } of ACCOUNTS) console.log(`  ${name.padEnd(17)} ${does}`)
}
