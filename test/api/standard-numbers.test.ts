import { describe, expect, test } from 'vitest'
import { REFUSALS } from '../../db/words.ts'
import { makeApp } from '../fixtures/app.ts'

const url = (text: string) => `/api/standard-numbers?text=${encodeURIComponent(text)}`

describe('GET /api/standard-numbers', () => {
  test('answers how a number is read', async () => {
    const { get } = await makeApp()
    const answer = await get(url('《编写规则》ＧＢ／T90001.2—2020.pdf'))
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      canonical: 'GB/T 90001.2-2020',
      undated: 'GB/T 90001.2',
      class: 'national',
      nature: 'recommended',
      code: 'GB/T',
      place: null,
      sector: null,
      serial: '90001',
      part: '2',
      year: 2020,
      dated: true,
      amendment: null,
      adopts: null,
      replaces: null,
      title: '编写规则',
      tidied: ['full-width', 'dash', 'space'],
    })
  })

  test('refuses what is none, with the reason in both languages', async () => {
    const { get } = await makeApp()
    const chinese = await get(url('DB370102/T 90-2021'))
    expect(chinese.status).toBe(422)
    expect(chinese.headers['content-type']).toContain('application/problem+json')
    expect(chinese.body).toMatchObject({
      type: '/problems/unreadable',
      status: 422,
      reason: 'county-level',
      found: '370102',
      numbers: [],
    })
    expect(chinese.body.detail).toContain('县')
    const english = await get(url('DB370102/T 90-2021'), { 'accept-language': 'en' })
    expect(english.body.detail).toContain('district')
  })

  test('shows both of two numbers', async () => {
    const { get } = await makeApp()
    const { status, body } = await get(url('GB/T 90001-2016 和 GB/T 94001-2016'))
    expect(status).toBe(422)
    expect(body).toMatchObject({ reason: 'two-numbers', numbers: ['GB/T 90001-2016', 'GB/T 94001-2016'] })
    expect(body.detail).toContain('GB/T 94001-2016')
  })

  test.each([
    ['BD37/T 9234-2020', '“BD37”不是标准代号，像 DB37。'],
    ['JJG 962-2019', '这是计量规程（JJG 962-2019），不是标准，不能填报。'],
    ['GB/T 91-2020 和 GB/T 92-2020', '里面有两个不同的标准号：GB/T 91-2020 和 GB/T 92-2020。请留一个。'],
    ['历下政发〔2023〕3号', '“〔2023〕3号”是文号，不是标准号。报试点请选“试点示范”，文号填在下达文号里。'],
  ])('says of %s what to do', async (text, detail) => {
    const { get } = await makeApp()
    expect((await get(url(text), { 'accept-language': 'zh-CN' })).body.detail).toBe(detail)
  })

  test('names only known reasons', async () => {
    const { get } = await makeApp()
    for (const text of ['JJG 962-2019', '20209234-T-469', 'XX/T 9234-2020', '没有', 'SAC/TC 928', '16G101-1'])
      expect(REFUSALS).toContain((await get(url(text))).body.reason)
  })

  test.each([
    ['no text', '/api/standard-numbers'],
    ['an empty text', '/api/standard-numbers?text='],
    ['a text of 5 000 characters', url('标'.repeat(5000))],
    ['an unknown key', `${url('GB 90001')}&number=1`],
    ['the same key twice', `${url('GB 90001')}&text=2`],
  ])('answers 400 to %s', async (_, address) => {
    const { get } = await makeApp()
    const { status, body } = await get(address)
    expect(status).toBe(400)
    expect(body.type).toBe('/problems/invalid')
    expect(body.errors.length).toBeGreaterThan(0)
  })
})
