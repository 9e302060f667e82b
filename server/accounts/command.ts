/**
 * `npm run account -- add NAME "姓名" role[:department]…`, `reset NAME`, `disable NAME`, `enable NAME`, `list`, and
 * `token NAME purpose role…` for programs: accounts from the console, for the first day and for scripts; it may run beside the service. A password comes from standard
 * input where something is piped in, else one is generated, shown once and has to be changed at the first sign-in.
 * Ends with 0, with 1 where it could not be done, with 2 where the call is wrong.
 */
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '../../db/open.ts'
import { ROLES, type Role } from '../../db/words.ts'
import { CONSOLE, record } from '../audit/record.ts'
import { plantSeeds } from '../plant.ts'
import { Problem, problemJson } from '../problem.ts'
import { addAccount, addToken, changeAccount, forgetFailures, setPassword } from './changes.ts'
import { accountName, type Grant } from './contract.ts'
import { hashPassword, newPassword } from './passwords.ts'
import { findAccount, getAccount, listAccounts, listGrants } from './queries.ts'
import { requireGoodPassword } from './routes.ts'

const USAGE = `用法：
  npm run account -- add 账号名 姓名 角色[:部门代码]…   例如 add wjw.sun 孙倩 reporter:wjw
  npm run account -- reset 账号名                        重设密码
  npm run account -- disable 账号名 | enable 账号名       停用、启用
  npm run account -- token 账号名 用途 角色…             给别的系统用的接口令牌，90天，只显示这一次
  npm run account -- list
角色：${ROLES.join(' ')}。密码可由标准输入给出；不给则生成一个，只显示这一次。`

const waits = process.argv.includes('--password-stdin')
const [verb = '', name = '', ...rest] = process.argv.slice(2).filter((one) => one !== '--password-stdin')
const VERBS = ['add', 'reset', 'disable', 'enable', 'token', 'list']
const TOKEN_DAYS = 90
if (
  !VERBS.includes(verb) ||
  (verb !== 'list' && name === '') ||
  (verb === 'add' && rest.length === 0) ||
  (verb === 'token' && rest.length < 2)
) {
  console.error(USAGE)
  process.exit(2)
}
const folder = resolve(process.env.DATA_DIR || 'data')
mkdirSync(folder, { recursive: true })
const db = openDatabase(join(folder, 'tracker.db'))
const now = new Date()
try {
  // Departments come with the plans: a new folder gets both, whichever command is the first.
  await plantSeeds(db, now)
  if (verb === 'list') list()
  else if (verb === 'add') await add(rest[0] ?? '', rest.slice(1).map(grantOf))
  else if (verb === 'token')
    makeToken(
      rest[0] ?? '',
      rest.slice(1).map((said) => grantOf(said).role),
    )
  else if (verb === 'reset') await reset()
  else setDisabled(verb === 'disable')
} catch (error) {
  if (!(error instanceof Problem)) throw error
  console.error(problemJson(error, 'zh', 'console').detail)
  process.exitCode = 1
} finally {
  db.close()
}

function grantOf(said: string): Grant {
  const [role, department = null] = said.split(':')
  if (ROLES.some((one) => one === role)) return { role: role as Role, department }
  console.error(`没有角色“${said}”。\n${USAGE}`)
  process.exit(2)
}

async function add(displayName: string, roles: readonly Grant[]): Promise<void> {
  if (!accountName.safeParse(name).success) {
    console.error('账号名用小写字母、数字、点和横线，2到40个。')
    process.exit(2)
  }
  const given = await givenPassword()
  if (given !== null) await requireGoodPassword(db.read, given, 'password', { name, displayName, roles: [] })
  const password = given ?? newPassword()
  const passwordHash = await hashPassword(password)
  const detail = { after: { displayName, roles } }
  const act = { actor: CONSOLE, action: 'add-account', subjectType: 'account', subject: name, detail, isPrivate: true }
  record(db, act, now, (tx) =>
    addAccount(tx, { name, displayName, roles, passwordHash, mustChangePassword: given === null }, now),
  )
  console.log(`已建账号 ${name}。`)
  if (given === null) tell(password)
}

async function reset(): Promise<void> {
  const row = getByName()
  const given = await givenPassword()
  const owner = { name, displayName: row.displayName, roles: [] }
  if (given !== null) await requireGoodPassword(db.read, given, 'password', owner)
  const password = given ?? newPassword()
  const passwordHash = await hashPassword(password)
  const act = { actor: CONSOLE, action: 'reset-password', subjectType: 'account', subject: name, isPrivate: true }
  record(db, act, now, (tx) => {
    forgetFailures(tx, name)
    setPassword(tx, row.id, passwordHash, { mustChange: given === null, now })
  })
  console.log(`已重设 ${name} 的密码，原有登录已结束。`)
  if (given === null) tell(password)
}

/** Prints the token and nothing else, so that a script can take it. */
function makeToken(purpose: string, roles: readonly Role[]): void {
  const { id } = getByName()
  const detail = { roles }
  const act = { actor: CONSOLE, action: 'add-token', subjectType: 'token', subject: purpose, detail, isPrivate: true }
  const made = record(db, act, now, (tx) => addToken(tx, id, { name: purpose, roles, days: TOKEN_DAYS }, now))
  console.log(made.token)
}

function setDisabled(disabled: boolean): void {
  const { uid } = getByName()
  const action = disabled ? 'disable-account' : 'enable-account'
  const act = { actor: CONSOLE, action, subjectType: 'account', subject: name, isPrivate: true }
  record(db, act, now, (tx) => changeAccount(tx, null, uid, { disabled }, now))
  console.log(disabled ? `已停用 ${name}。` : `已启用 ${name}。`)
}

function list(): void {
  for (let page = 1; ; page++) {
    const { rows, total } = listAccounts(db.read, { page, pageSize: 200 }, now)
    for (const row of rows) {
      const roles = listGrants(db.read, getAccount(db.read, row.id).id)
        .map((one) => (one.department === null ? one.role : `${one.role}:${one.department}`))
        .join(' ')
      console.log([row.account, row.displayName, roles || '-', row.disabled ? '停用' : '在用'].join('\t'))
    }
    if (page * 200 >= total) return
  }
}

function getByName() {
  const row = findAccount(db.read, name)
  if (row) return row
  console.error(`没有账号“${name}”。npm run account -- list 列出全部。`)
  process.exit(1)
}

/**
 * What is piped or redirected in, without its last line break; null where nobody gives anything. A script whose input
 * stays open without a byte gives nothing; `--password-stdin` waits for it.
 */
async function givenPassword(): Promise<string | null> {
  const { stdin } = process
  if (stdin.isTTY) return null
  if (!waits) {
    const first = await Promise.race([once(stdin, 'readable'), once(stdin, 'end'), setTimeout(500, null)])
    if (first === null) {
      stdin.destroy()
      return null
    }
  }
  const given = (await text(stdin)).replace(/\r?\n$/, '')
  return given === '' ? null : given
}

function tell(password: string): void {
  console.log(`一次性密码（只显示这一次，首次登录要改）：${password}`)
}
