/** The arrows of the design's section 6: which part may know which. Turn one and this fails. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const FEATURES = [
  'audit',
  'standards',
  'plan',
  'accounts',
  'calendar',
  'items',
  'entries',
  'summary',
  'assignments',
  'periods',
  'notices',
  'reports',
  'exchange',
]
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

const files = globSync('{web,server,db,seeds}/**/*.{ts,tsx}').filter((file) => !file.includes('dist/'))

/** What a file imports: paths of the repository as such, packages by name. */
function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? normalize(join(dirname(file), name)) : name,
  )
}

function reachedFrom(start: string): Set<string> {
  const reached = new Set<string>()
  const follow = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    if (existsSync(file) && /\.tsx?$/.test(file)) importsOf(file).forEach(follow)
  }
  follow(start)
  return reached
}

const featureOf = (file: string) => FEATURES.indexOf(/^server\/(\w+)\//.exec(file)?.[1] ?? '')
/** What only a server can load. */
const heavy = (name: string) => /^(node:|fastify|@fastify\/|drizzle-orm|better-sqlite3)/.test(name)

describe('arrows point one way', () => {
  it('the word lists import nothing', () => {
    expect(importsOf('db/words.ts')).toEqual([])
  })
  it('the database knows neither server nor web', () => {
    for (const file of files.filter((one) => one.startsWith('db/')))
      expect(
        importsOf(file).filter((one) => /^(server|web|seeds)\//.test(one)),
        file,
      ).toEqual([])
  })
  it('features import leftwards only', () => {
    for (const file of files.filter((one) => featureOf(one) >= 0 && !one.endsWith('/command.ts'))) {
      const rightwards = importsOf(file).filter((one) => featureOf(one) > featureOf(file))
      expect(rightwards, file).toEqual([])
    }
  })
  it('the server does not know the web', () => {
    for (const file of files.filter((one) => /^(server|seeds)\//.test(one)))
      expect(
        importsOf(file).filter((one) => one.startsWith('web/')),
        file,
      ).toEqual([])
  })
  it('the web takes from the server only contracts and pure rules', () => {
    const reached = [...reachedFrom('web/main.tsx')]
    expect(reached.filter((one) => one.startsWith('server/')).length).toBeGreaterThan(0)
    expect(reached.filter(heavy)).toEqual([])
    expect(reached.filter((one) => /^server\/.*\/(routes|queries|changes|command)\.ts$/.test(one))).toEqual([])
  })
  it.each([
    'server/standards/number.ts',
    'server/standards/stages.ts',
    'server/items/counting.ts',
    'server/items/derive.ts',
    'server/items/search.ts',
    'server/accounts/identity.ts',
    'server/accounts/password-rules.ts',
    'server/accounts/slow-down.ts',
    'server/calendar/working-days.ts',
    'server/calendar/notice-text.ts',
    'server/entries/workflow.ts',
    'server/entries/completeness.ts',
    'server/entries/fault-words.ts',
    'server/entries/identity.ts',
    'server/entries/required-evidence.ts',
    'server/entries/similarity.ts',
    'server/summary/pace.ts',
    'server/summary/status.ts',
    'server/assignments/checks.ts',
    'server/reports/text.ts',
    'server/reports/compare.ts',
    'server/reports/model.ts',
    'server/reports/prose.ts',
    'server/periods/quarters.ts',
    'server/periods/returns.ts',
    'server/periods/slips.ts',
  ])('the rule %s can be loaded by a browser', (rule) => {
    expect(existsSync(rule)).toBe(true)
    expect([...reachedFrom(rule)].filter(heavy)).toEqual([])
  })
  it('parts of the interface know neither router nor queries', () => {
    for (const file of files.filter((one) => one.startsWith('web/ui/')))
      expect(
        importsOf(file).filter((one) => /react-query|web\/api\.ts/.test(one)),
        file,
      ).toEqual([])
  })
})

describe('one door to writing', () => {
  it('only the audit log opens a transaction', () => {
    const opening = files.filter((file) => /\btransact(Soon)?\b/.test(readFileSync(file, 'utf8')))
    expect(opening.sort()).toEqual(['db/open.ts', 'server/audit/record.ts'])
  })
  it('only entry points read the environment', () => {
    const reading = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    expect(reading.filter((file) => !/(^server\/main|command)\.ts$/.test(file))).toEqual([])
  })
})
