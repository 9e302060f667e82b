/** What is done at the machine: accounts, and the proof that nothing was rewritten. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { makeFolder } from '../fixtures/app.ts'

function makeConsole() {
  const folder = makeFolder()
  const run = (command: string, args: string[], input = '') =>
    spawnSync('node', [command, ...args], { env: { ...process.env, DATA_DIR: folder }, encoding: 'utf8', input })
  return {
    folder,
    account: (args: string[], input?: string) => run('server/accounts/command.ts', args, input),
    verify: () => run('server/audit/command.ts', []),
  }
}

it('adds, lists, resets and disables accounts, on a folder that is new, and says what is wrong with a call', () => {
  const { account } = makeConsole()
  const added = account(['add', 'sun.qian', '孙倩', 'reporter:wjj', 'viewer'])
  expect(added.stdout, added.stderr).toMatch(/一次性密码（只显示这一次，首次登录要改）：\S{20}/)
  expect(account(['add', 'root', '张工', 'admin', '--password-stdin'], 'Qiao-Liu-3097\n').stdout).toBe(
    '已建账号 root。\n',
  )
  expect(account(['list']).stdout).toBe('root\t张工\tadmin\t在用\nsun.qian\t孙倩\treporter:wjj viewer\t在用\n')
  expect(account(['disable', 'sun.qian']).status).toBe(0)
  expect(account(['list']).stdout).toContain('停用')
  expect(account(['reset', 'sun.qian']).stdout).toMatch(/一次性密码/)

  expect(account([])).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') })
  expect(account(['add', 'x1', '名', 'chief'])).toMatchObject({ status: 2, stderr: expect.stringContaining('chief') })
  expect(account(['add', 'x1', '名', 'reporter:nowhere'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nowhere'),
  })
  expect(account(['add', 'x1', '名', 'viewer', '--password-stdin'], 'short').stderr).toContain('至少8个字符')
  expect(account(['reset', 'nobody'])).toMatchObject({ status: 1, stderr: expect.stringContaining('nobody') })
})

it('proves that all fits, and names an evidence file that is missing and what was rewritten', () => {
  const { folder, account, verify } = makeConsole()
  account(['add', 'root', '张工', 'admin'])
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('全部相符') })
  const raw = new BetterSqlite(join(folder, 'tracker.db'))
  raw.pragma('foreign_keys = OFF')
  const hash = 'ab'.repeat(32)
  raw.exec(`insert into evidence (uid, entry_id, kind, name, media_type, bytes, sha256, created_at)
    values ('u', 1, 'cover', 'a.pdf', 'application/pdf', 9, '${hash}', '2025-06-30')`)
  expect(verify()).toMatchObject({ status: 1, stderr: expect.stringContaining(`${hash} 不见了`) })
  raw.exec("drop trigger audit_event_no_update; update audit_event set actor = 'somebody' where id = 1")
  raw.close()
  expect(verify()).toMatchObject({ status: 1, stderr: expect.stringContaining('第1条') })
})
