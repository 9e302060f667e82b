/** 通知: one summary a day for each person, and the channels by which it also leaves, tested against peers that answer. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { SMTPServer } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../db/open.ts'
import { account, outbox } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { lastEvent } from '../../server/audit/queries.ts'
import { noonOf } from '../../server/clock.ts'
import { summarise } from '../../server/notices/changes.ts'
import { dingtalkChannel, dingtalkSign, mailChannel, wecomChannel } from '../../server/notices/channels.ts'
import { deliver, noticeJob } from '../../server/notices/deliver.ts'
import { readNoticeSettings } from '../../server/notices/settings.ts'
import { issueSlip } from '../../server/periods/slip-changes.ts'
import { assignProjects } from '../../server/plan/assignments.ts'
import { makeApp } from '../fixtures/app.ts'
import { act, addPeople, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'
import { addEntry, PLAN } from '../fixtures/reporting.ts'

const FIRST = '2023-11-20'
const NONE = { channels: [], address: null }

async function start(today = '2025-10-09') {
  const app = await makeApp({
    today,
    rateLimits: false,
    fill(db) {
      loadPlanFile(db, 'seeds/lixia-2025.yaml', FIRST)
      addPeople(db, FIRST)
    },
  })
  const clerk = app.as('wjj-clerk', 'reporter:wjj')
  const head = app.as('wjj-head', 'head:wjj')
  const judge = app.as('judge', 'reviewer')
  return { ...app, clerk, head, judge }
}
type Line = {
  kind: string
  items: number
  subjects: { title: string; note: string | null; days: number | null; change: unknown }[]
}
const linesOf = async (caller: { get: (url: string) => Promise<{ body: { rows: { lines: Line[] }[] } }> }) =>
  (await caller.get('/api/notices')).body.rows[0]?.lines ?? []
const kinds = (lines: readonly Line[]) => lines.map((line) => `${line.kind} ${line.items}`)

describe('the daily summary', () => {
  it('is one for a person, however much happened', async () => {
    const { db, clerk, head, judge } = await start()
    const by = 'wjj-clerk'
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'returned', title: '医院无陪护服务规范', by })
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'recognised', by })
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'recognised', by })
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'submitted', by })
    act(db, '2025-10-09', (tx, now) =>
      issueSlip(
        tx,
        getPerson(tx, 'judge'),
        { plan: PLAN, department: 'wjj', colour: 'orange', about: '试点还没有启动', answerBy: '2025-10-13' },
        now,
      ),
    )
    summarise(db, noonOf('2025-10-09'), NONE)
    const lines = await linesOf(clerk)
    expect(kinds(lines)).toEqual(['returned 1', 'urged 1', 'due 1', 'recognised 2'])
    expect(lines[0]?.subjects[0]).toMatchObject({ title: '医院无陪护服务规范', note: '前言页看不到本区单位' })
    expect(lines[2]?.subjects[0]).toMatchObject({ title: '2025年第三季度报送单', days: 1 })
    expect(kinds(await linesOf(head))).toEqual(['urged 1', 'due 1'])
    expect(kinds(await linesOf(judge))).toEqual(['to-review 1'])
  })
  it('is written once a day, and tells nothing twice', async () => {
    const { db, clerk } = await start()
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'recognised', by: 'wjj-clerk' })
    summarise(db, noonOf('2025-10-09'), NONE)
    expect(summarise(db, noonOf('2025-10-09'), NONE)).toBe(0)
    expect((await clerk.get('/api/notices')).body.total).toBe(1)
    summarise(db, noonOf('2025-10-12'), NONE)
    expect((await clerk.get('/api/notices')).body.total).toBe(1)
  })
  it('reminds before the due day and after it, not every day', async () => {
    const { db, clerk } = await start('2025-10-01')
    const told: string[] = []
    for (let date = 1; date <= 25; date++) {
      const on = `2025-10-${String(date).padStart(2, '0')}`
      summarise(db, noonOf(on), NONE)
    }
    for (const row of (await clerk.get('/api/notices?pageSize=100')).body.rows)
      told.push(`${row.on} ${row.lines.map((line: Line) => line.kind).join()}`)
    expect(told.reverse()).toEqual([
      ...['2025-10-03 due', '2025-10-07 due', '2025-10-09 due', '2025-10-10 due'],
      ...['2025-10-11 overdue', '2025-10-13 overdue', '2025-10-17 overdue', '2025-10-24 overdue'],
    ])
  })
  it('tells a department what it was assigned, also where the decision is dated back', async () => {
    const { db, clerk } = await start('2025-09-01')
    summarise(db, noonOf('2025-09-01'), NONE)
    act(db, '2025-09-02', (tx, now) =>
      assignProjects(tx, {
        ...{ plan: PLAN, decisionNumber: '历标领办〔2025〕9号', decidedOn: '2025-08-20', at: now },
        duties: [{ project: firstProject(db), department: 'wjj', role: 'lead' }],
      }),
    )
    summarise(db, noonOf('2025-09-02'), NONE)
    const lines = await linesOf(clerk)
    expect(kinds(lines)).toEqual(['assigned 1'])
    expect(lines[0]?.subjects[0]?.note).toBe('历标领办〔2025〕9号')
  })
  it('tells a department what a decision changed, with what was before', async () => {
    const { db, clerk, judge } = await start('2025-09-02')
    summarise(db, noonOf('2025-09-01'), NONE)
    const project = firstProject(db)
    const ruling = { decisionNumber: '历标领办〔2025〕9号', decidedOn: '2025-09-01' }
    const part = { department: 'wjj', role: 'lead' }
    const duty = { subject: 'project', key: project }
    await judge.post(`/api/plans/${PLAN}/duties`, { ...ruling, changes: [{ ...duty, was: [], parts: [part] }] })
    await judge.post(`/api/plans/${PLAN}/deadlines`, {
      ...{ ...ruling, changes: [{ project, was: null, dueOn: '2025-12-20' }] },
    })
    const next = { decisionNumber: '历标领办〔2025〕10号', decidedOn: '2025-09-01' }
    const parts = [{ ...part, role: 'participant' }]
    await judge.post(`/api/plans/${PLAN}/duties`, { ...next, changes: [{ ...duty, was: [part], parts }] })
    summarise(db, noonOf('2025-09-02'), NONE)
    const lines = await linesOf(clerk)
    expect(kinds(lines)).toEqual(['assigned 3'])
    expect(lines[0]?.subjects.map((one) => one.change)).toEqual([
      { kind: 'project', before: null, after: 'lead' },
      { kind: 'deadline', before: null, after: '2025-12-20' },
      { kind: 'project', before: 'lead', after: 'participant' },
    ])
    expect(lines[0]?.subjects[2]?.note).toBe('历标领办〔2025〕10号')
  })
  it('tells the office of an objection, until it is taken back', async () => {
    const { db, clerk, judge } = await start('2025-09-03')
    summarise(db, noonOf('2025-09-02'), NONE)
    const project = firstProject(db)
    act(db, '2025-09-01', (tx, now) =>
      assignProjects(tx, {
        ...{ plan: PLAN, decisionNumber: '历标领办〔2025〕9号', decidedOn: '2025-08-20', at: now },
        duties: [{ project, department: 'wjj', role: 'lead' }],
      }),
    )
    const at = `/api/plans/${PLAN}/departments/wjj/answers`
    const objection = { subject: 'project', key: project, answer: 'objected', reason: '不属于本部门职责' }
    await clerk.post(at, objection)
    summarise(db, noonOf('2025-09-03'), NONE)
    const lines = await linesOf(judge)
    expect(kinds(lines)).toEqual(['objected 1'])
    expect(lines[0]?.subjects[0]).toMatchObject({ note: '不属于本部门职责' })
    expect(lines[0]?.subjects[0]?.title).toMatch(/^区卫健局：/)
    await clerk.post(at, objection)
    await clerk.post(at, { subject: 'project', key: project, answer: 'confirmed' })
    summarise(db, noonOf('2025-09-04'), NONE)
    expect((await judge.get('/api/notices')).body.total).toBe(1)
  })
  it('is a person’s own, and can be marked as read', async () => {
    const { db, clerk, judge, get } = await start()
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'recognised', by: 'wjj-clerk' })
    summarise(db, noonOf('2025-10-09'), NONE)
    const { rows, unread } = (await clerk.get('/api/notices')).body
    expect(unread).toBe(1)
    await judge.post('/api/notices/read', { ids: [rows[0].id] })
    expect((await clerk.get('/api/notices')).body.unread).toBe(1)
    expect((await clerk.post('/api/notices/read', { ids: [rows[0].id] })).body).toEqual({ unread: 0 })
    expectProblem(await clerk.post('/api/notices/read', { ids: ['x'] }), 400)
    expectProblem(await get('/api/notices'), 401)
  })
})

const firstProject = (db: Database) =>
  db.reader.prepare('select code from project order by number limit 1').pluck().get() as string

describe('the numbers in the bar', () => {
  it('are the lengths of the lists behind them', async () => {
    const { db, clerk, head, judge } = await start()
    act(db, '2025-10-08', (tx) => tx.run("update department set needs_sign = 1 where code = 'wjj'"))
    addEntry(db, { department: 'wjj', on: '2025-10-08', step: 'draft' })
    addEntry(db, { department: 'wjj', on: '2025-10-08', step: 'returned' })
    addEntry(db, { department: 'wjj', on: '2025-10-08', step: 'submitted' })
    addEntry(db, { department: 'gxj', on: '2025-10-08', step: 'submitted' })
    const at = `/api/plans/${PLAN}/waiting`
    const desk = (await clerk.get(`/api/plans/${PLAN}/desk`)).body
    const listed = desk.returned.length + desk.slips.length + desk.drafts.length + desk.stale.length
    expect((await clerk.get(at)).body).toEqual({ desk: listed, sign: null, review: null, periods: null, notices: 0 })
    expect(listed).toBe(2)
    expect((await head.get(at)).body).toMatchObject({ sign: 1, review: null })
    expect((await judge.get(at)).body).toMatchObject({ desk: null, review: 1, periods: 0 })
  })
})

// ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────────

const message = { id: 'outbox-1', recipient: 'clerk@example.com', subject: '退回1项', body: '医院无陪护服务规范' }
const NOW = noonOf('2025-10-09')

/** A robot's server as theirs answer: always 200, the verdict as `errcode` in the body. */
async function robot(answer: (body: string, url: URL) => { status?: number; body: string }) {
  const calls: { url: URL; body: string }[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://robot')
      calls.push({ url, body })
      const said = answer(body, url)
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json' }).end(said.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { calls, url: `http://127.0.0.1:${port}/send?key=very-secret-key` }
}

/** A mail server that keeps what it is given. */
async function mailServer(refuse = false) {
  const mails: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onRcptTo: (_, __, done) => done(refuse ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
    onData(stream, _, done) {
      let mail = ''
      stream.on('data', (part) => (mail += part))
      stream.on('end', () => {
        mails.push(mail)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo
  return { mails, url: `smtp://user:mail-secret@127.0.0.1:${port}` }
}

describe('e-mail', () => {
  it('is handed to the mail server', async () => {
    const { mails, url } = await mailServer()
    await mailChannel(url.replace('user:mail-secret@', ''), 'tracker@example.com')(message, NOW)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain('To: clerk@example.com')
    expect(mails[0]).toContain('Auto-Submitted: auto-generated')
    expect(mails[0]).toMatch(/Message-ID: <outbox-1@/i)
  })
  it('takes the last event of the audit chain to every auditor, each day', async () => {
    const { db, as, now } = await start()
    as('ear', 'auditor')
    act(db, '2025-10-09', (tx) =>
      tx.update(account).set({ email: 'ear@example.com' }).where(eq(account.name, 'ear')).run(),
    )
    const head = lastEvent(db.read)
    summarise(db, now(), { channels: ['mail'], address: null })
    summarise(db, noonOf('2025-10-10'), { channels: ['mail'], address: null })
    const sent = db.read.select().from(outbox).where(eq(outbox.recipient, 'ear@example.com')).all()
    expect(sent).toHaveLength(2)
    expect(sent[0]?.body).toContain(`第${head.number}条`)
    expect(sent[0]?.body).toContain(head.hash)
    expect(sent[1]?.body).not.toContain(head.hash)
  })
  it('that is refused says by what code, and nothing of the password', async () => {
    const { url } = await mailServer(true)
    const send = mailChannel(url.replace('user:mail-secret@', ''), 'tracker@example.com')
    await expect(send(message, NOW)).rejects.toThrow('邮件服务器答复550')
    const away = mailChannel('smtp://user:mail-secret@127.0.0.1:1', 'tracker@example.com')
    await expect(away(message, NOW)).rejects.toThrow(/^邮件服务器：E[A-Z]+$/)
  })
})

describe('企业微信', () => {
  it('takes text; a refusal comes in a 200 and is still a failure', async () => {
    let code = 0
    const { calls, url } = await robot(() => ({ body: JSON.stringify({ errcode: code, errmsg: 'very-secret-key' }) }))
    await wecomChannel(url)(message, NOW)
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ msgtype: 'text', text: { content: '医院无陪护服务规范' } })
    code = 93000
    await expect(wecomChannel(url)(message, NOW)).rejects.toThrow(/^群机器人拒收，errcode 93000$/)
  })
  it('is never sent more than it takes', async () => {
    const { calls, url } = await robot(() => ({ body: '{"errcode":0}' }))
    await wecomChannel(url)({ ...message, body: '长'.repeat(3000) }, NOW)
    const { content } = JSON.parse(calls[0]?.body ?? '').text
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048)
    expect(content).toMatch(/长…$/)
  })
  it.each([
    ['an answer of another kind', { body: '<html>' }, '没有 errcode'],
    ['a server fault', { status: 502, body: '' }, '答复502'],
    ['a redirect elsewhere', { status: 302, body: '' }, '群机器人'],
  ])('%s is a failure', async (_, answer, words) => {
    const { url } = await robot(() => answer)
    await expect(wecomChannel(url)(message, NOW)).rejects.toThrow(words)
  })
  it('that cannot be reached is a failure without its key', async () => {
    const sending = wecomChannel('http://127.0.0.1:1/send?key=very-secret-key')(message, NOW)
    await expect(sending).rejects.toThrow(/^连不上群机器人$/)
  })
})

describe('钉钉', () => {
  it('is signed over its own time, and refuses a wrong signature as theirs does', async () => {
    const secret = 'SEC-of-the-test'
    const { calls, url } = await robot((_, at) => {
      const timestamp = at.searchParams.get('timestamp') ?? ''
      const isRight = at.searchParams.get('sign') === dingtalkSign(timestamp, secret)
      return { body: JSON.stringify(isRight ? { errcode: 0 } : { errcode: 310000, errmsg: 'sign not match' }) }
    })
    await dingtalkChannel(url, secret)(message, NOW)
    expect(calls[0]?.url.searchParams.get('timestamp')).toBe(String(NOW.getTime()))
    expect(calls[0]?.url.searchParams.get('key')).toBe('very-secret-key')
    await expect(dingtalkChannel(url, 'other')(message, NOW)).rejects.toThrow('errcode 310000')
  })
  it('signs as the documented example of HMAC-SHA256 over time and secret', () => {
    // worked out by openssl: printf '1577262236757\nSECtest' | openssl dgst -sha256 -hmac SECtest -binary | base64
    expect(dingtalkSign('1577262236757', 'SECtest')).toBe('Za/ne6w2koB8B4ROVlgTNd/X+/FbyDpZrXLz57xNZSA=')
  })
})

describe('the outbox', () => {
  const rows = (db: Database) => db.read.select().from(outbox).orderBy(outbox.id).all()
  it('sends the summary to whoever has an address, and a word to the group', async () => {
    const { db, now } = await start()
    const { mails, url } = await mailServer()
    const { calls, url: group } = await robot(() => ({ body: '{"errcode":0}' }))
    act(db, '2025-10-09', (tx) =>
      tx.update(account).set({ email: 'clerk@example.com' }).where(eq(account.name, 'wjj-clerk')).run(),
    )
    const channels = {
      mail: mailChannel(url.replace('user:mail-secret@', ''), 'a@example.com'),
      wecom: wecomChannel(group),
    }
    await noticeJob(db, { channels, address: 'https://tracker.example.com' }, now)()
    expect(rows(db).map((row) => [row.channel, row.state])).toEqual([
      ['mail', 'sent'],
      ['wecom', 'sent'],
    ])
    expect(mails).toHaveLength(1)
    const text = JSON.parse(calls[0]?.body ?? '').text.content
    expect(text).toContain('2025年第三季度报送10月10日截止，还有1天')
    expect(text).toContain('还没有报送的24家：区市场监管局')
  })
  it('tries again later what failed, and gives up in the end, never losing the rest', async () => {
    const { db } = await start()
    let isUp = false
    let instant = noonOf('2025-10-09')
    const { calls, url } = await robot(() => ({ body: JSON.stringify({ errcode: isUp ? 0 : 45009 }) }))
    const channels = { wecom: wecomChannel(url) }
    summarise(db, instant, { channels: ['wecom'], address: null })
    expect(await deliver(db, channels, () => instant)).toEqual({ sent: 0, unsent: 1 })
    expect(rows(db)[0]).toMatchObject({ state: 'waiting', attempts: 1, fault: '群机器人拒收，errcode 45009' })
    expect(await deliver(db, channels, () => instant)).toEqual({ sent: 0, unsent: 0 })
    instant = new Date(instant.getTime() + 60_000)
    isUp = true
    expect(await deliver(db, channels, () => instant)).toEqual({ sent: 1, unsent: 0 })
    expect(rows(db)[0]).toMatchObject({ state: 'sent', attempts: 2, fault: null })
    expect(calls).toHaveLength(2)
  })
  it('gives up after a day of trying', async () => {
    const { db } = await start()
    let instant = noonOf('2025-10-09')
    const { url } = await robot(() => ({ body: '{"errcode":93000}' }))
    summarise(db, instant, { channels: ['wecom'], address: null })
    for (let tries = 0; tries < 8; tries++) {
      await deliver(db, { wecom: wecomChannel(url) }, () => instant)
      instant = new Date(instant.getTime() + 12 * 3_600_000)
    }
    expect(rows(db)[0]).toMatchObject({ state: 'failed', attempts: 6 })
  })
  it('does not begin before the morning', async () => {
    const { db, clerk } = await start()
    addEntry(db, { department: 'wjj', on: '2025-10-09', step: 'recognised', by: 'wjj-clerk' })
    const job = (at: string) => noticeJob(db, { channels: {}, address: null }, () => new Date(at))()
    await job('2025-10-09T07:59:00+08:00')
    expect((await clerk.get('/api/notices')).body.total).toBe(0)
    await job('2025-10-09T08:00:00+08:00')
    expect((await clerk.get('/api/notices')).body.total).toBe(1)
  })
})

describe('the administrator', () => {
  it('sees whether the channels are there, and nobody else does', async () => {
    const { as, clerk } = await start()
    const admin = as('admin', 'admin')
    expect((await admin.get('/api/channels')).body.rows).toEqual(
      ['mail', 'wecom', 'dingtalk'].map((channel) => ({
        ...{ channel, configured: false, waiting: 0, failed: 0, lastSentAt: null, lastFault: null },
      })),
    )
    expectProblem(await clerk.get('/api/channels'), 403)
    expectProblem(await clerk.post('/api/channels/wecom/test'), 403)
    expectProblem(await admin.post('/api/channels/wecom/test'), 403)
    expectProblem(await admin.post('/api/channels/fax/test'), 400)
  })
  it('sends a test message and is told how it fared', async () => {
    let code = 0
    const { calls, url } = await robot(() => ({ body: JSON.stringify({ errcode: code }) }))
    const { as } = await makeApp({ rateLimits: false, channels: { wecom: wecomChannel(url) } })
    const admin = as('admin', 'admin')
    expect((await admin.post('/api/channels/wecom/test')).body).toEqual({ ok: true, fault: null })
    code = 93000
    expect((await admin.post('/api/channels/wecom/test')).body).toEqual({
      ok: false,
      fault: '群机器人拒收，errcode 93000',
    })
    expect(calls[0]?.body).toContain('测试消息')
  })
})

describe('the environment', () => {
  it('turns channels on by their addresses', () => {
    expect(readNoticeSettings({})).toEqual({ channels: {}, address: null })
    const read = readNoticeSettings({
      SMTP_URL: 'smtps://u:p@mail.example.com',
      MAIL_FROM: 'tracker@example.com',
      WECOM_ROBOT_URL: 'https://qyapi.example.com/send?key=k',
      DINGTALK_ROBOT_URL: 'https://oapi.example.com/send?access_token=t',
      PUBLIC_URL: 'https://tracker.example.com/',
    })
    expect(Object.keys(read.channels)).toEqual(['mail', 'wecom', 'dingtalk'])
    expect(read.address).toBe('https://tracker.example.com')
  })
  it.each([
    [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://u:secret-word@mail.example.com' }, 'MAIL_FROM'],
    [{ WECOM_ROBOT_URL: 'ftp://secret-word' }, 'WECOM_ROBOT_URL'],
    [{ PUBLIC_URL: 'tracker' }, 'PUBLIC_URL'],
  ])('says in words what is wrong in %j, without repeating a secret', (env, name) => {
    expect(() => readNoticeSettings(env)).toThrow(name)
    expect(() => readNoticeSettings(env)).not.toThrow('secret-word')
  })
})
