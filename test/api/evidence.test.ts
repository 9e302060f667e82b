import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditEvent, entry, evidence } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, returnEntry, submit } from '../../server/entries/changes.ts'
import { setLimits, sweepEvidence } from '../../server/entries/evidence/changes.ts'
import { inspectEvidence } from '../../server/entries/evidence/queries.ts'
import { openStore } from '../../server/entries/evidence/store.ts'
import { type Caller, makeApp, type TestApp } from '../fixtures/app.ts'
import { makeJpg, makeOffice, makePdf, makePng } from '../fixtures/files.ts'
import { act, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const TODAY = '2025-06-30'
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A district with a clerk and a head in each of two departments, a reviewer, an auditor and a mere viewer. */
async function district() {
  const test = await makeApp({ today: TODAY, fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20') })
  const { as } = test
  return {
    ...test,
    clerk: as('clerk', 'reporter:wjj'),
    head: as('head', 'head:wjj'),
    other: as('other', 'reporter:gxj'),
    reviewer: as('reviewer', 'reviewer'),
    auditor: as('auditor', 'auditor'),
    viewer: as('viewer', 'viewer'),
    draft: (title = '医院陪护服务规范', department = 'wjj') => draft(test, title, department),
    move: (uid: string, ...verbs: ('submit' | 'approve' | 'return')[]) => move(test, uid, verbs),
  }
}

let serial = 9000
function draft({ db }: TestApp, title: string, department: string): string {
  return act(db, TODAY, (tx, now) => {
    const reporter = getPerson(tx, department === 'wjj' ? 'clerk' : 'other')
    const said = {
      ...{ plan: 'lixia-2025', department, kind: 'standard' as const, title, number: `DB37/T ${++serial}-2025` },
      ...{ stage: 'issued' as const, effectiveOn: '2025-05-01', tags: [], evidence: [] },
      units: [{ name: '泉城医院', role: 'lead' as const }],
    }
    return report(tx, reporter, said, now).id
  })
}

function move({ db }: TestApp, uid: string, verbs: readonly ('submit' | 'approve' | 'return')[]): void {
  act(db, TODAY, (tx, now) => {
    for (const verb of verbs) {
      if (verb === 'submit') submit(tx, getPerson(tx, 'clerk'), uid, now)
      if (verb === 'approve') approve(tx, getPerson(tx, 'reviewer'), uid, now)
      if (verb === 'return') returnEntry(tx, getPerson(tx, 'reviewer'), uid, '请补发布公告', now)
    }
  })
}

type Part = { kind?: string; name?: string; bytes: Buffer }
/** A multipart body as a browser sends it. */
function form(parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = `----test${randomUUID()}`
  const pieces = parts.flatMap(({ kind = 'cover', name = '封面.pdf', bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${kind}"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

async function upload({ app }: TestApp, caller: Caller, uid: string, ...parts: Part[]) {
  const { payload, headers } = form(parts)
  const url = `/api/entries/${uid}/evidence`
  const answer = await app.inject({ method: 'POST', url, payload, headers: { ...caller.headers, ...headers } })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.payload,
    body: answer.payload === '' ? undefined : answer.json(),
  }
}

/** Every file in the evidence folder, temporary ones included. */
function filesIn({ dataDir }: TestApp): string[] {
  const root = join(dataDir, 'evidence')
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .sort()
}

describe('uploading evidence', () => {
  it('takes several files at once, each with its kind, and keeps each once under its hash', async () => {
    const test = await district()
    const { clerk, draft, dataDir } = test
    const uid = draft()
    const [pdf, png] = [makePdf('cover'), makePng()]
    const { status, body } = await upload(
      test,
      clerk,
      uid,
      { kind: 'cover', name: '封面和前言.pdf', bytes: pdf },
      { kind: 'issue-notice', name: '公告.png', bytes: png },
    )
    expect(status).toBe(201)
    expect(body.rows).toMatchObject([
      { kind: 'cover', name: '封面和前言.pdf', mediaType: 'application/pdf', bytes: pdf.length, sha256: hashOf(pdf) },
      { kind: 'issue-notice', name: '公告.png', mediaType: 'image/png', bytes: png.length, sha256: hashOf(png) },
    ])
    expect(filesIn(test)).toEqual([hashOf(pdf), hashOf(png)].sort())
    expect(readFileSync(join(dataDir, 'evidence', hashOf(pdf).slice(0, 2), hashOf(pdf)))).toEqual(pdf)
    const list = (await clerk.get(`/api/entries/${uid}/evidence`)).body
    expect(list).toMatchObject({ canChange: true, rows: body.rows, limits: { bytesPerFile: 20 * 1024 * 1024 } })
  })
  it('takes every format that is allowed', async () => {
    const test = await district()
    const parts = [
      { name: 'a.pdf', bytes: makePdf() },
      { name: 'b.png', bytes: makePng() },
      { name: 'c.jpg', bytes: makeJpg() },
      { name: 'd.docx', bytes: makeOffice('docx') },
      { name: 'e.xlsx', bytes: makeOffice('xlsx') },
      { name: 'f.ofd', bytes: makeOffice('ofd') },
    ]
    const { status, body } = await upload(test, test.clerk, test.draft(), ...parts)
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.rows).toHaveLength(6)
  })
  it('writes down who added what, in the log', async () => {
    const test = await district()
    const uid = test.draft()
    await upload(test, test.clerk, uid, { bytes: makePdf() })
    const events = test.db.read.select().from(auditEvent).all()
    expect(events.at(-1)).toMatchObject({ actor: 'clerk', action: 'add-evidence', subject: uid })
    expect(events.at(-1)?.detail).toContain(hashOf(makePdf()))
  })
  it('is one act when the same request comes twice', async () => {
    const test = await district()
    const { clerk, draft } = test
    const uid = draft()
    const once = { ...clerk, headers: { ...clerk.headers, 'idempotency-key': randomUUID() } }
    const first = await upload(test, once, uid, { bytes: makePdf() })
    const again = await upload(test, once, uid, { bytes: makePdf() })
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect((await clerk.get(`/api/entries/${uid}/evidence`)).body.rows).toHaveLength(1)
  })
})

describe('what cannot be taken leaves nothing', () => {
  it.each([
    ['材料.rar', Buffer.from('Rar!'), 415, '不收压缩包（.rar）。请解压后上传 PDF、图片、Word、Excel 或 OFD'],
    ['封面.pdf', makePng(), 415, '后缀是 .pdf，内容不是 PDF'],
    ['封面.pdf', makePdf().subarray(0, 300), 415, '文件打不开，像是没下载完。请重新上传'],
    ['图.svg', Buffer.from('<svg/>'), 415, '不收这种文件（.svg）。请上传 PDF、图片、Word、Excel 或 OFD'],
    ['公告.docm', makeOffice('docx'), 415, '文件带宏（.docm），请另存为 .docx'],
    ['封面.pdf', Buffer.alloc(0), 415, '文件是空的，请换一个'],
  ])('%s', async (name, bytes, status, sentence) => {
    const test = await district()
    const uid = test.draft()
    // One that could be taken comes before it: the request is taken whole or not at all.
    const answer = await upload(test, test.clerk, uid, { bytes: makePdf('whole') }, { name, bytes })
    expect(expectProblem(answer, status).detail).toBe(sentence)
    expect(filesIn(test)).toEqual([])
    expect((await test.clerk.get(`/api/entries/${uid}/evidence`)).body.rows).toEqual([])
  })
  it('a file over the limit of the settings', async () => {
    const test = await district()
    act(test.db, TODAY, (tx) =>
      setLimits(tx, { bytesPerFile: 65_536, filesPerEntry: 3, bytesPerDepartment: 1_048_576 }),
    )
    const big = Buffer.concat([makePdf(), Buffer.alloc(70_000)])
    const answer = await upload(test, test.clerk, test.draft(), { bytes: big })
    expect(expectProblem(answer, 413).detail).toContain('文件超过0.1 MB。只传封面、前言和起草单位那几页即可')
    expect(filesIn(test)).toEqual([])
  })
  it('more files than an entry may hold', async () => {
    const test = await district()
    act(test.db, TODAY, (tx) =>
      setLimits(tx, { bytesPerFile: 65_536, filesPerEntry: 2, bytesPerDepartment: 1_048_576 }),
    )
    const uid = test.draft()
    await upload(test, test.clerk, uid, { bytes: makePdf('1') })
    const both = await upload(test, test.clerk, uid, { bytes: makePdf('2') }, { bytes: makePdf('3') })
    expect(expectProblem(both, 413).detail).toContain('一项填报最多2份证据，现有1份')
    expect((await upload(test, test.clerk, uid, { bytes: makePdf('2') })).status).toBe(201)
    expectProblem(await upload(test, test.clerk, uid, { bytes: makePdf('3') }), 413)
    expect(filesIn(test)).toHaveLength(2)
  })
  it('more bytes than a department may hold', async () => {
    const test = await district()
    act(test.db, TODAY, (tx) =>
      setLimits(tx, { bytesPerFile: 900_000, filesPerEntry: 9, bytesPerDepartment: 1_048_576 }),
    )
    const heavy = (seed: number) => Buffer.concat([makePng().subarray(0, -12), pad(seed), makePng().subarray(-12)])
    expect((await upload(test, test.clerk, test.draft(), { name: 'a.png', bytes: heavy(1) })).status).toBe(201)
    const second = await upload(test, test.clerk, test.draft(), { name: 'b.png', bytes: heavy(2) })
    expect(expectProblem(second, 413).detail).toContain('本部门的证据已到上限')
    const uid = test.draft('别的部门', 'gxj')
    expect((await upload(test, test.other, uid, { name: 'a.png', bytes: heavy(3) })).status).toBe(201)
  })
  it('a kind that there is not', async () => {
    const test = await district()
    const answer = await upload(test, test.clerk, test.draft(), { kind: 'whatever', bytes: makePdf() })
    expect(expectProblem(answer, 400).errors[0].path).toBe('kind')
  })
  it('a form without files, and what is no form', async () => {
    const test = await district()
    const uid = test.draft()
    expectProblem(await upload(test, test.clerk, uid), 400)
    expectProblem(await test.clerk.post(`/api/entries/${uid}/evidence`, {}), 415)
    const { payload, headers } = form([{ bytes: makePdf() }])
    const elsewhere = await test.app.inject({
      method: 'POST',
      url: `/api/entries/${uid}/evidence/address`,
      payload,
      headers: { ...test.clerk.headers, ...headers },
    })
    expectProblem({ status: elsewhere.statusCode, headers: elsewhere.headers, text: elsewhere.payload }, 415)
  })
  it('an upload that is cut off on its way', async () => {
    const test = await district()
    const uid = test.draft()
    const { port } = new URL(await test.app.listen({ port: 0, host: '127.0.0.1' }))
    const { payload, headers } = form([{ bytes: Buffer.concat([makePdf(), Buffer.alloc(500_000)]) }])
    const all = { ...test.clerk.headers, ...headers, origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }
    const head = Object.entries({ ...all, 'content-length': String(payload.length) })
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(`POST /api/entries/${uid}/evidence HTTP/1.1\r\n`)
        socket.write(`${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`)
        socket.write(payload.subarray(0, 200_000), () => setTimeout(() => socket.destroy(), 100))
      })
      socket.on('close', () => resolve())
    })
    await expect.poll(() => filesIn(test)).toEqual([])
    expect(test.db.read.select().from(evidence).all()).toEqual([])
  })
})

/** A chunk that PNG readers skip. */
function pad(seed: number): Buffer {
  const data = Buffer.alloc(700_000, seed)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write('teSt', 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

describe('an address as evidence', () => {
  it('stands instead of a file', async () => {
    const { clerk, draft } = await district()
    const uid = draft()
    const url = 'https://std.samr.gov.cn/gb/search?id=1'
    const { status, body } = await clerk.post(`/api/entries/${uid}/evidence/address`, { kind: 'issue-notice', url })
    expect(status).toBe(201)
    expect(body.rows).toMatchObject([{ kind: 'issue-notice', url, name: null, bytes: null, sha256: null }])
  })
  it('has to be of the web', async () => {
    const { clerk, draft } = await district()
    const url = `/api/entries/${draft()}/evidence/address`
    const answer = await clerk.post(url, { kind: 'issue-notice', url: 'javascript:alert(1)' })
    expect(expectProblem(answer, 400)).toMatchObject({
      detail: '网址要以 https:// 或 http:// 开头',
      errors: [{ path: 'url' }],
    })
    expectProblem(await clerk.post(url, { kind: 'issue-notice', url: 'https://a.cn', owner: 1 }), 400)
  })
})

describe('opening evidence', () => {
  it('gives the very bytes, as a download with its whole name and no power', async () => {
    const test = await district()
    const { clerk, draft } = test
    const { body } = await upload(test, clerk, draft(), { name: '封面 (1).pdf', bytes: makePdf() })
    const url = `/api/evidence/${body.rows[0].id}/file`
    const answer = await test.app.inject({ url, headers: clerk.headers })
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload).toEqual(makePdf())
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="__ (1).pdf"; filename*=UTF-8''%E5%B0%81%E9%9D%A2%20%281%29.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*; sandbox$/),
    })
    const inline = await test.app.inject({ url: `${url}?inline=true`, headers: clerk.headers })
    expect(inline.headers['content-disposition']).toMatch(/^inline; /)
    expect(inline.headers['content-security-policy']).toMatch(/sandbox$/)
  })
  it('never shows what is neither PDF nor picture inside a page', async () => {
    const test = await district()
    const { body } = await upload(test, test.clerk, test.draft(), { name: 'a.docx', bytes: makeOffice('docx') })
    const url = `/api/evidence/${body.rows[0].id}/file?inline=true`
    const { headers } = await test.app.inject({ url, headers: test.clerk.headers })
    expect(headers['content-disposition']).toMatch(/^attachment; /)
  })
  it('is written in the log, and the reviewer’s list says what was opened', async () => {
    const test = await district()
    const { clerk, reviewer, draft, move, db } = test
    const uid = draft()
    const { body } = await upload(test, clerk, uid, { bytes: makePdf() })
    move(uid, 'submit')
    const listed = async () => (await reviewer.get(`/api/entries/${uid}/evidence`)).body.rows[0].opened
    expect(await listed()).toBe(false)
    await reviewer.get(`/api/evidence/${body.rows[0].id}/file`)
    expect(await listed()).toBe(true)
    const last = db.read.select().from(auditEvent).all().at(-1)
    expect(last).toMatchObject({ actor: 'reviewer', action: 'open-evidence', subject: body.rows[0].id })
  })
  it('says so when the bytes are missing or no longer what they were', async () => {
    const test = await district()
    const { body } = await upload(test, test.clerk, test.draft(), { bytes: makePdf() })
    const { id, sha256 } = body.rows[0]
    const place = join(test.dataDir, 'evidence', sha256.slice(0, 2), sha256)
    writeFileSync(place, 'short')
    expectProblem(await test.clerk.get(`/api/evidence/${id}/file`), 404)
    rmSync(place)
    expectProblem(await test.clerk.get(`/api/evidence/${id}/file`), 404)
  })
})

describe('who may open and change evidence', () => {
  /** Status of listing and of the file for each person. */
  async function seenBy(test: Awaited<ReturnType<typeof district>>, uid: string, file: string) {
    const people = ['clerk', 'head', 'other', 'reviewer', 'auditor', 'viewer'] as const
    const seen: Record<string, number[]> = {}
    for (const name of people) {
      const list = await test[name].get(`/api/entries/${uid}/evidence`)
      const bytes = await test[name].get(`/api/evidence/${file}/file`)
      seen[name] = [list.status, bytes.status]
    }
    return seen
  }
  const YES = [200, 200]
  const NO = [404, 404]

  it('a draft: its department alone; one in review: reviewer and auditor too; recognised: whoever has signed in', async () => {
    const test = await district()
    const { clerk, draft, move } = test
    const uid = draft()
    const file = (await upload(test, clerk, uid, { bytes: makePdf() })).body.rows[0].id
    const department = { clerk: YES, head: YES, other: NO, viewer: NO }
    expect(await seenBy(test, uid, file)).toEqual({ ...department, reviewer: NO, auditor: NO })
    move(uid, 'submit')
    expect(await seenBy(test, uid, file)).toEqual({ ...department, reviewer: YES, auditor: YES })
    move(uid, 'return')
    expect(await seenBy(test, uid, file)).toEqual({ ...department, reviewer: YES, auditor: YES })
    move(uid, 'submit', 'approve')
    expect(await seenBy(test, uid, file)).toEqual({
      ...{ clerk: YES, head: YES, other: YES, reviewer: YES, auditor: YES, viewer: YES },
    })
    expectProblem(await test.get(`/api/evidence/${file}/file`), 401)
    expectProblem(await test.get(`/api/entries/${uid}/evidence`), 401)
  })
  it('a clerk of another department is told that there is nothing', async () => {
    const test = await district()
    const uid = test.draft()
    const file = (await upload(test, test.clerk, uid, { bytes: makePdf() })).body.rows[0].id
    expectProblem(await upload(test, test.other, uid, { bytes: makePdf('mine') }), 404)
    expectProblem(await test.other.delete(`/api/evidence/${file}`), 404)
    const address = { kind: 'issue-notice', url: 'https://a.cn' }
    expectProblem(await test.other.post(`/api/entries/${uid}/evidence/address`, address), 404)
    const never = '0'.repeat(26)
    const [theirs, none] = [
      await test.other.get(`/api/evidence/${file}/file`),
      await test.other.get(`/api/evidence/${never}/file`),
    ]
    expect(theirs.body.detail).toBe(none.body.detail)
    expect(filesIn(test)).toEqual([hashOf(makePdf())])
  })
  it('is removed while the entry is a draft or returned, and never after it was handed in', async () => {
    const test = await district()
    const { clerk, draft, move, db } = test
    const uid = draft()
    const [first, second] = (await upload(test, clerk, uid, { bytes: makePdf('1') }, { bytes: makePdf('2') })).body.rows
    expect((await clerk.delete(`/api/evidence/${first.id}`)).status).toBe(200)
    expectProblem(await clerk.delete(`/api/evidence/${first.id}`), 404)
    move(uid, 'submit')
    expectProblem(await clerk.delete(`/api/evidence/${second.id}`), 403)
    expectProblem(await upload(test, clerk, uid, { bytes: makePdf('3') }), 403)
    move(uid, 'return')
    expect((await upload(test, clerk, uid, { bytes: makePdf('3') })).status).toBe(201)
    move(uid, 'submit', 'approve')
    expectProblem(await clerk.delete(`/api/evidence/${second.id}`), 403)
    expectProblem(await upload(test, clerk, uid, { bytes: makePdf('4') }), 403)
    // Not even the program itself can: the table refuses.
    const frozen = 'frozen'
    expect(() => act(db, TODAY, (tx) => tx.delete(evidence).run())).toThrow(frozen)
    expect(() => act(db, TODAY, (tx) => tx.update(evidence).set({ sha256: 'x' }).run())).toThrow(frozen)
    const row = db.read.select().from(evidence).all()[0]
    const { id: _, ...copy } = row ?? { id: 0 }
    expect(() =>
      act(db, TODAY, (tx) =>
        tx
          .insert(evidence)
          .values({ ...copy, uid: 'x' } as never)
          .run(),
      ),
    ).toThrow(frozen)
    expect(db.read.select().from(entry).all()).toHaveLength(1)
  })
})

describe('the same file under two claims', () => {
  it('is kept once and told at both, to each as far as they may see', async () => {
    const test = await district()
    const { clerk, other, reviewer, draft, move } = test
    const [mine, theirs] = [draft('一项', 'wjj'), draft('另一项', 'gxj')]
    await upload(test, other, theirs, { bytes: makePdf() })
    const { body } = await upload(test, clerk, mine, { bytes: makePdf() })
    expect(filesIn(test)).toEqual([hashOf(makePdf())])
    // Another department's draft is no more than a number.
    expect(body.rows[0]).toMatchObject({ sharedCount: 1, sharedWith: [] })
    move(mine, 'submit')
    act(test.db, TODAY, (tx, now) => submit(tx, getPerson(tx, 'other'), theirs, now))
    const { rows } = (await reviewer.get(`/api/entries/${mine}/evidence`)).body
    expect(rows[0]).toMatchObject({
      sharedCount: 1,
      sharedWith: [{ entry: theirs, title: '另一项', department: 'gxj', state: 'in-review' }],
    })
  })
  it('twice under one claim is noted and not refused', async () => {
    const test = await district()
    const { status } = await upload(test, test.clerk, test.draft(), { bytes: makePdf() }, { bytes: makePdf() })
    expect(status).toBe(201)
    expect(filesIn(test)).toHaveLength(1)
  })
})

describe('the limits', () => {
  it('are read by whoever has signed in and set by an administrator', async () => {
    const { clerk, as, db } = await district()
    const admin = as('admin', 'admin')
    const limits = { bytesPerFile: 1_000_000, filesPerEntry: 5, bytesPerDepartment: 10_000_000 }
    expectProblem(await clerk.put('/api/evidence-limits', limits), 403)
    expect((await admin.put('/api/evidence-limits', limits)).body).toEqual(limits)
    expect((await clerk.get('/api/evidence-limits')).body).toEqual(limits)
    expectProblem(await admin.put('/api/evidence-limits', { ...limits, bytesPerFile: 1 }), 400)
    expect(db.read.select().from(auditEvent).all().at(-1)).toMatchObject({
      action: 'set-evidence-limits',
      actor: 'admin',
    })
  })
})

describe('the folder and the rows', () => {
  it('are compared: missing, damaged and orphaned files are named', async () => {
    const test = await district()
    const { db, dataDir } = test
    const store = openStore(dataDir)
    const uid = test.draft()
    const { rows } = (
      await upload(test, test.clerk, uid, { bytes: makePdf('1') }, { bytes: makePdf('2') }, { bytes: makePdf('3') })
    ).body
    const place = (sha256: string) => join(dataDir, 'evidence', sha256.slice(0, 2), sha256)
    expect(await inspectEvidence(db.read, store, true)).toEqual({ missing: [], damaged: [], orphans: [] })
    rmSync(place(rows[0].sha256))
    writeFileSync(place(rows[1].sha256), 'other bytes')
    await test.clerk.delete(`/api/evidence/${rows[2].id}`)
    expect(await inspectEvidence(db.read, store, true)).toEqual({
      missing: [rows[0].sha256],
      damaged: [rows[1].sha256],
      orphans: [rows[2].sha256],
    })
  })
  it('orphans and what a crash left behind go after a day, and nothing else', async () => {
    const test = await district()
    const { db, dataDir, now } = test
    const store = openStore(dataDir)
    const { rows } = (await upload(test, test.clerk, test.draft(), { bytes: makePdf('1') }, { bytes: makePdf('2') }))
      .body
    await test.clerk.delete(`/api/evidence/${rows[1].id}`)
    const left = join(dataDir, 'evidence', 'incoming', 'left-behind')
    writeFileSync(left, 'half a file')
    const at = (sha256: string) => join(dataDir, 'evidence', sha256.slice(0, 2), sha256)
    const old = new Date(now().getTime() - 25 * 3_600_000)
    for (const path of [left, at(rows[0].sha256)]) utimesSync(path, old, old)
    utimesSync(at(rows[1].sha256), now(), now())
    expect(await sweepEvidence(db, store, now())).toBe(1)
    expect(filesIn(test)).toEqual([rows[0].sha256, rows[1].sha256].sort())
    utimesSync(at(rows[1].sha256), old, old)
    expect(await sweepEvidence(db, store, now())).toBe(1)
    expect(filesIn(test)).toEqual([rows[0].sha256])
  })
})

describe('the public answer', () => {
  it('shows of evidence its kind, size and hash, and of an address its kind', async () => {
    const test = await district()
    const { clerk, draft, move, get, db } = test
    const uid = draft()
    await upload(test, clerk, uid, { name: '秘密文件名.pdf', bytes: makePdf() })
    await clerk.post(`/api/entries/${uid}/evidence/address`, { kind: 'issue-notice', url: 'https://secret.cn/x' })
    move(uid, 'submit', 'approve')
    const { rows } = (await get('/api/items')).body
    const { text, body } = await get(`/api/items/${rows[0].id}`)
    expect(body.entries[0].evidence).toEqual([
      { kind: 'cover', bytes: makePdf().length, sha256: hashOf(makePdf()) },
      { kind: 'issue-notice', bytes: null, sha256: null },
    ])
    expect(text).not.toMatch(/秘密文件名|secret\.cn/)
    expect(db.read.select().from(evidence).all()).toHaveLength(2)
  })
})
