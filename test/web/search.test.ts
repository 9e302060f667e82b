import { describe, expect, test } from 'vitest'
import { ledgerSearch } from '../../web/items/search.ts'
import { paths } from '../../web/paths.ts'
import { day, parseSearch, stringifySearch } from '../../web/search.ts'

describe('the query of an address is plain strings', () => {
  test('what looks like a number stays what was typed', () => {
    expect(parseSearch('?q=2023&page=2')).toEqual({ q: '2023', page: '2' })
    expect(parseSearch('?q=1e5')).toEqual({ q: '1e5' })
  })

  test('writing and reading give the same back, and leave out what is not there', () => {
    const search = { q: '城市 运行', counts: true, target: undefined, tag: '' }
    expect(stringifySearch(search)).toBe(`?${new URLSearchParams({ q: '城市 运行', counts: 'true' })}`)
    expect(parseSearch(stringifySearch(search))).toEqual({ q: '城市 运行', counts: 'true' })
    expect(stringifySearch({})).toBe('')
  })
})

describe('a value that makes no sense is dropped', () => {
  test('of the ledger', () => {
    expect(
      ledgerSearch({
        kind: 'standard',
        class: 'cosmic',
        counts: 'true',
        page: '0',
        sort: '-title',
        month: '2025-13',
        x: '1',
      }),
    ).toEqual({ kind: 'standard', counts: true, sort: '-title' })
  })

  test.each([
    ['2025-06-30', '2025-06-30'],
    ['2025-02-30', undefined],
    ['2025-6-30', undefined],
    ['today', undefined],
  ])('the day %s reads as %s', (text, read) => {
    expect(day(text)).toBe(read)
  })
})

test('every address of the web', () => {
  expect([
    paths.overview(),
    paths.targets(),
    paths.target('pilots'),
    paths.departments(),
    paths.department('gxj'),
    paths.columns(),
    paths.column(1),
    paths.project('smart-city'),
    paths.tasks(),
    paths.task(16),
    paths.ledger({ target: 'pilots', counts: true }),
    paths.item('01jx'),
    paths.plan(),
    paths.wall(),
  ]).toEqual([
    { to: '/' },
    { to: '/targets' },
    { to: '/targets/$target', params: { target: 'pilots' } },
    { to: '/departments' },
    { to: '/departments/$department', params: { department: 'gxj' } },
    { to: '/columns' },
    { to: '/columns/$column', params: { column: '1' } },
    { to: '/projects/$project', params: { project: 'smart-city' } },
    { to: '/tasks' },
    { to: '/tasks/$task', params: { task: '16' } },
    { to: '/ledger', search: { target: 'pilots', counts: true } },
    { to: '/items/$id', params: { id: '01jx' } },
    { to: '/plan' },
    { to: '/wall' },
  ])
})
