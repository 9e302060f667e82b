/** Every change leaves a trace that cannot be rewritten unseen: security.md P3, rules 27 to 29. */
import BetterSqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { account, auditEvent } from '../../db/schema.ts'
import { checkChain } from '../../server/audit/queries.ts'
import { keep } from '../../server/audit/record.ts'
import { makeApp } from '../fixtures/app.ts'
import { loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const makeHouse = () => makeApp({ fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20') })

describe('the log', () => {
  it('is read by auditors alone, and reading it is in it', async () => {
    const house = await makeHouse()
    expectProblem(await house.get('/api/audit'), 401)
    expectProblem(await house.as('root', 'admin').get('/api/audit'), 403)
    const auditor = house.as('auditor', 'auditor')
    await auditor.get('/api/audit?actor=root')
    const { body } = await auditor.get('/api/audit?action=read-audit')
    expect(body.rows.map((row: { actor: string; detail: string }) => [row.actor, JSON.parse(row.detail)])).toEqual([
      ['auditor', { action: 'read-audit' }],
      ['auditor', { actor: 'root' }],
    ])
    expect(body.actions).toEqual(expect.arrayContaining(['read-audit', 'refused']))
  })
  it('is found by whole days in Asia/Shanghai, by account and by what was acted on', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    const auditor = house.as('auditor', 'auditor')
    await root.patch('/api/departments/wjj', { needsSign: true })
    const count = async (query: string) => (await auditor.get(`/api/audit?${query}`)).body.total
    expect(await count('subject=wjj&actor=root')).toBe(1)
    expect(await count('subject=wjj&from=2025-06-30&to=2025-06-30')).toBe(1)
    expect(await count('subject=wjj&from=2025-07-01')).toBe(0)
    expect(await count('subject=wjj&to=2025-06-29')).toBe(0)
  })
  it('says who and on what by name, with the page that shows it', async () => {
    const house = await makeHouse()
    house.as('root', 'admin')
    keep(house.db, (tx) => tx.update(account).set({ displayName: '王管理' }).where(eq(account.name, 'root')).run())
    await house.as('root').patch('/api/departments/wjj', { needsSign: true })
    const { rows } = (await house.as('auditor', 'auditor').get('/api/audit?actor=王管')).body
    expect(rows[0]).toMatchObject({
      ...{ actor: 'root', actorName: '王管理', action: 'change-department', subject: 'wjj' },
      thing: { name: '区卫健局', place: { kind: 'department', id: 'wjj' } },
    })
  })
  it('leaves as a table that no spreadsheet takes for formulas', async () => {
    const house = await makeHouse()
    const root = house.as('root', 'admin')
    await root.post('/api/accounts', { account: 'a1', displayName: '=1+1', roles: [] })
    const { headers, text } = await house.as('auditor', 'auditor').get('/api/audit.csv?action=add-account')
    expect(headers['content-disposition']).toContain('attachment')
    const [head, line] = text.replace('\ufeff', '').split('\r\n')
    expect(head).toMatch(/^number,at,actor/)
    expect(line).toContain('""displayName"":""=1+1""')
  })
})

describe('the chain', () => {
  it('holds, whatever was done', async () => {
    const house = await makeHouse()
    await house.as('root', 'admin').patch('/api/departments/wjj', { needsSign: true })
    const auditor = house.as('auditor', 'auditor')
    const { body } = await auditor.get('/api/audit/chain')
    expect(body).toMatchObject({ holds: true, brokenAt: null })
    expect(body.events).toBe(house.db.read.select().from(auditEvent).all().length)
  })
  it.each([
    ['changed', "update audit_event set detail = '{}' where id = 2", 2],
    ['given to another', "update audit_event set actor = 'somebody', address = '10.0.0.1' where id = 2", 2],
    ['taken out', 'delete from audit_event where id = 2', 3],
  ])('names the first event that was %s', async (_, sql, brokenAt) => {
    const house = await makeHouse()
    await house.as('root', 'admin').patch('/api/departments/wjj', { needsSign: true })
    const raw = new BetterSqlite(house.db.reader.name)
    expect(() => raw.exec(sql)).toThrow(/never/)
    raw.exec(`drop trigger audit_event_no_update; drop trigger audit_event_no_delete; ${sql}`)
    raw.close()
    expect(checkChain(house.db.read)).toMatchObject({ holds: false, brokenAt })
  })
})
