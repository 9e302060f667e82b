import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { problem } from '../problem.ts'
import { type ItemList, itemDetail, itemList, itemParams, itemQuery, itemsQuery } from './contract.ts'
import { findItem, isDear, listItems } from './queries.ts'

const QUERIES = new URL('./queries.ts', import.meta.url)

/** The ledger 台账 and one item with its reasons. Only what has a recognised entry is public. */
export function itemRoutes(app: App, { db, now, aside }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/items',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['items'],
      summary: '台账',
      description: '每项成果只列一次。target 与 counts=true 同用时，total 即该指标在同一天的已认定数。',
      querystring: itemsQuery,
      response: { 200: itemList },
    },
    handler: ({ query }) => {
      const days = daysOf(query, now())
      return isDear(db.read, query, days, now())
        ? aside.ask<ItemList>(QUERIES, 'listItems', [query, days, now()])
        : listItems(db.read, query, days, now(), db.dataVersion())
    },
  })
  app.route({
    method: 'GET',
    url: '/api/items/:id',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['items'],
      summary: '一项成果',
      description: '已认定的填报、证据的种类大小和校验值，以及对每项指标的判定与理由。',
      params: itemParams,
      querystring: itemQuery,
      response: { 200: itemDetail },
    },
    handler: ({ params, query }) => {
      const asked = { ...daysOf(query, now()), plan: query.plan }
      const found = findItem(db.read, params.id, asked, db.dataVersion())
      if (!found) throw problem('not-found', { detail: { zh: '台账里没有这项成果。', en: 'There is no such item.' } })
      return found
    },
  })
}
