import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { findDifferences, listDatedEntries } from '../../server/items/credits.ts'
import { summaryOn } from '../../server/summary/queries.ts'
import { fillDatabase, PLAN, TODAY } from '../bench/fill.ts'
import { makeFolder } from '../fixtures/app.ts'

test('the district that is measured stands where its entries lead, by the program itself', () => {
  const file = join(makeFolder(), 'tracker.db')
  fillDatabase(file, 1_000)
  const db = openDatabase(file)
  expect(listDatedEntries(db.read, 1, 1_000)).not.toEqual([])
  expect(findDifferences(db.read, 1)).toEqual({ items: [], sums: 0 })
  const figures = summaryOn(db.read, PLAN, { asOf: TODAY, knownAt: TODAY }, 1)
  const empty = figures?.targets.filter((one) => one.recognised === 0).map((one) => one.code)
  expect(empty).toEqual(['original-standards'])
  db.close()
})
