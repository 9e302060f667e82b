/** Public answers are kept as bytes: the same for everyone, and never older than the data and the day. */
import { expect, it } from 'vitest'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import { KeptAnswers } from '../../server/kept.ts'
import { makeApp } from '../fixtures/app.ts'
import { act, addPeople, loadPlanFile } from '../fixtures/history.ts'

const SUMMARY = '/api/plans/beihu-2027/summary'
const smallPlan = (db: Parameters<typeof loadPlanFile>[0]) => {
  loadPlanFile(db, 'test/fixtures/small-plan.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
}

it('answers again what it answered, headers and all', async () => {
  const { get } = await makeApp({ fill: smallPlan })
  const first = await get(SUMMARY)
  const again = await get(SUMMARY)
  expect(again.text).toBe(first.text)
  const { date: _, ...headers } = first.headers
  expect(again.headers).toMatchObject(headers)
})

it('answers anew once something is recognised, and on another day', async () => {
  const { get, db, setNow } = await makeApp({ fill: smallPlan })
  const recognised = async () => (await get(SUMMARY)).body.targets.map((one: { recognised: number }) => one.recognised)
  expect(await recognised()).toEqual([0, 0])
  act(db, '2025-06-30', (tx, now) => {
    const reporter = getPerson(tx, 'reporter')
    const said = report(
      tx,
      reporter,
      {
        plan: 'beihu-2027',
        department: 'gkj',
        kind: 'standard',
        title: '港口装卸规范',
        number: 'DB37/T 4001-2025',
        stage: 'issued',
        effectiveOn: '2025-06-20',
        units: [{ name: '北湖港务公司', role: 'lead' }],
        tags: ['harbour'],
        evidence: [],
      },
      now,
    )
    submit(tx, reporter, said.id, now)
    approve(tx, getPerson(tx, 'reviewer'), said.id, now)
  })
  expect(await recognised()).toEqual([1, 0])
  setNow('2025-07-01')
  expect((await get(SUMMARY)).body.asOf).toBe('2025-07-01')
})

it('keeps no refusal', async () => {
  const { get, setNow } = await makeApp({ fill: smallPlan })
  const ofTomorrow = `${SUMMARY}?asOf=2025-07-01`
  expect((await get(ofTomorrow)).status).toBe(400)
  setNow('2025-07-01')
  expect((await get(ofTomorrow)).status).toBe(200)
})

it('lets the oldest go where there are too many', () => {
  const kept = new KeptAnswers()
  const text = 'x'.repeat(1_000_000)
  for (let one = 0; one < 20; one++) kept.keep(`/${one}`, 'etag', text)
  expect(kept.find('/0', 'etag')).toBeUndefined()
  expect(kept.find('/19', 'etag')?.length).toBe(1_000_000)
  expect(kept.find('/19', 'other')).toBeUndefined()
})
