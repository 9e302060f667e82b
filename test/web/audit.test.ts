/** The auditor's page has a word for everything that the server writes down. */
import { globSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { ENTRY_ACTIONS } from '../../db/words.ts'
import type { AuditRow } from '../../server/audit/contract.ts'
import { actionWord, actorWord, thingWord, typeWord } from '../../web/audit/wording.ts'
import type { Translate } from '../../web/i18n.ts'
import { audit as english } from '../../web/locales/en/audit.ts'
import { audit as chinese } from '../../web/locales/zh-CN/audit.ts'
import { zhCN } from '../../web/locales/zh-CN.ts'

let t: Translate
beforeAll(async () => {
  const wording = i18next.createInstance()
  const resources = { 'zh-CN': { translation: zhCN } }
  await wording.init({ lng: 'zh-CN', resources, interpolation: { escapeValue: false } })
  t = wording.t as Translate
})

const sources = globSync('{server,seeds}/**/*.ts').map((file) => readFileSync(file, 'utf8'))
const written = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1] ?? ''))),
]

describe('words of the log', () => {
  it('there is one for every code that the server writes', () => {
    const codes = [...written(/\baction: '([a-z-]+)',(?! reason)/g), ...ENTRY_ACTIONS.map((one) => `${one}-entry`)]
    expect(codes.length).toBeGreaterThan(60)
    expect(codes.filter((code) => actionWord(t, code) === code)).toEqual([])
    const types = written(/subjectType: '([a-z-]+)'/g)
    expect(types.filter((code) => typeWord(t, code) === code)).toEqual([])
  })
  it('in both languages', () => {
    expect(Object.keys(english.does)).toEqual(Object.keys(chinese.does))
    expect(Object.keys(english.type)).toEqual(Object.keys(chinese.type))
  })
  it('a code from another version stands as it is', () => {
    expect(actionWord(t, 'fly-to-moon')).toBe('fly-to-moon')
    expect(typeWord(t, 'constructor')).toBe('constructor')
  })
  it('names who and what, and what acts by itself', () => {
    expect(actorWord(t, { actor: 'reporter-wjj', actorName: '李敏' })).toBe('李敏')
    expect(actorWord(t, { actor: 'console', actorName: null })).toBe('命令行')
    expect(actorWord(t, { actor: 'gone', actorName: null })).toBeNull()
    const row = { subjectType: 'return', subject: 'lixia-2025/wjj/2025-q2' } as AuditRow
    const place = { kind: 'period' as const, id: '2025-q2' }
    expect(thingWord(t, { ...row, thing: { name: '区卫健局', place } })).toBe('区卫健局2025年第二季度')
    expect(thingWord(t, { ...row, subjectType: 'period', thing: { name: null, place } })).toBe('2025年第二季度')
  })
})
