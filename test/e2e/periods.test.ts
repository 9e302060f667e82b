/** 报送 in a real browser: a department hands in, the reviewer chases who has not, the answer comes back; everybody sees it. */
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../fixtures/people.ts'
import { launch, openAs, type Server, seriousFaults, startServer } from './support.ts'

const DESK = { width: 1366, height: 768 }
const PHONE = { width: 390, height: 844 }
let browser: Browser
let demo: Server

/** Accounts of this test beside those of the demo; 区水务局 has nothing to report in the quarter, 区工信局 has much. */
const PEOPLE = [
  'judge 陈立 reviewer',
  'water 周敏 reporter:shuiwuj',
  'industry 李青 reporter:gxj',
  'health 王敏 reporter:wjj',
  'chief 王宁 admin',
]

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launch(), startServer('demo')])
  await addPeople(demo, ...PEOPLE)
})
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.stop()])
})

const signedIn = (account: string, viewport = DESK) => openAs(browser, demo, account, { viewport })

const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function handedIn(): Promise<number> {
  const answer = await fetch(`${demo.url}/api/plans/lixia-2025/returns`)
  const { periods, current } = (await answer.json()) as {
    periods: { code: string; handedIn: number }[]
    current: string
  }
  return periods.find((one) => one.code === current)?.handedIn ?? Number.NaN
}

describe('a department with nothing to report', () => {
  it('hands in a zero report in its name, withdraws it and hands it in again; the public overview counts one more', async () => {
    const { page, noise, close } = await signedIn('water')
    await page.goto(`${demo.url}/desk`)
    await title(page).filter({ hasText: '第二季度7月10日截止，报送单还没交' }).waitFor()
    await page.getByText('第二季度还没有成果。').waitFor()
    const before = await handedIn()
    const handIn = async () => {
      await page.getByRole('button', { name: '交第二季度零报告' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '交第二季度零报告' }).click()
      await page.getByRole('status').getByText('第二季度报送单已交：零报告').waitFor()
    }
    await handIn()
    expect(await handedIn()).toBe(before + 1)
    await page.getByRole('button', { name: '撤回', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤回第二季度报送单' }).click()
    await page.getByRole('status').getByText('第二季度报送单已撤回').waitFor()
    expect(await handedIn()).toBe(before)
    await handIn()
    expect(await handedIn()).toBe(before + 1)
    await page.goto(`${demo.url}/`)
    await page.getByText(`第二季度已报${before + 1}/24`).waitFor()
    expect(noise).toEqual([])
    await close()
  })
})

describe('chasing', () => {
  it('goes from the reviewer to the department’s desk, and the answer back', async () => {
    const judge = await signedIn('judge')
    await judge.page.goto(`${demo.url}/periods`)
    // Pressed before anything is picked, it says what lacks.
    await judge.page.getByRole('button', { name: '催办：先选部门' }).click()
    await judge.page.getByRole('alert').getByText('还没有选部门').waitFor()
    await judge.page.getByRole('checkbox', { name: '催办区工信局' }).check()
    await judge.page.getByRole('button', { name: '催办选中的1个部门' }).click()
    await judge.page.getByRole('status').getByText('已向1个部门发出督查单').waitFor()

    const clerk = await signedIn('industry')
    await clerk.page.goto(`${demo.url}/desk`)
    const row = clerk.page.getByRole('listitem').filter({ hasText: '2025年第二季度报送单还没有交' })
    await row.getByRole('button', { name: /^答复/ }).click()
    const dialog = clerk.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '答复' }).fill('还有两项证据在补，7月8日前交齐。')
    await dialog.getByRole('button', { name: '答复督查单' }).click()
    await row.waitFor({ state: 'detached' })
    expect(clerk.noise).toEqual([])
    await clerk.close()

    await judge.page.reload()
    const slip = judge.page.getByRole('listitem').filter({ hasText: '7月8日前交齐' })
    await slip.getByRole('button', { name: '办结' }).click()
    await judge.page.getByRole('dialog').getByRole('textbox').fill('按答复办理')
    await judge.page.getByRole('dialog').getByRole('button', { name: '办结这张督查单' }).click()
    await slip.getByRole('button', { name: '办结' }).waitFor({ state: 'detached' })
    expect(judge.noise).toEqual([])
    await judge.close()
  })
})

describe('the desk', () => {
  it('works by the keyboard: J and K along the rows, Enter opens, N reports', async () => {
    const { page, noise, close } = await signedIn('industry')
    await page.goto(`${demo.url}/desk`)
    await page.getByRole('heading', { level: 2, name: /^待处理/ }).waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await page.keyboard.press('j')
    const first = await focused()
    await page.keyboard.press('j')
    expect(await focused()).not.toBe(first)
    await page.keyboard.press('k')
    expect(await focused()).toBe(first)
    await page.keyboard.press('n')
    await page.waitForURL((url) => url.pathname.startsWith('/report'))
    expect(noise).toEqual([])
    await close()
  })
  it('reports a new stage of an item with that item chosen, also after the draft was saved', async () => {
    const { page, noise, close } = await signedIn('health')
    await page.goto(`${demo.url}/desk`)
    const link = page.getByRole('link', { name: /^报新阶段：/ }).first()
    const name = ((await link.getAttribute('aria-label')) ?? '').replace(/^报新阶段：/, '')
    await link.click()
    const form = page.getByRole('form')
    await form.getByText('同一项').waitFor()
    await form.getByRole('radio').last().click()
    await page.waitForURL(/\/report\/[0-9a-z]{26}$/)
    await form.getByText('同一项').waitFor()
    expect(await form.getByRole('textbox').first().inputValue()).toContain(name)
    expect(noise).toEqual([])
    await close()
  })
  it('shows as many as the bar says', async () => {
    const { page, close } = await signedIn('industry')
    await page.goto(`${demo.url}/desk`)
    const heading = await page.getByRole('heading', { level: 2, name: /^待处理/ }).innerText()
    const count = Number(/\d+/.exec(heading)?.[0])
    const link = page.getByRole('link', { name: /^我的工作台/ })
    const said = async () => (await link.innerText()).replace(/\D/g, '')
    await expect.poll(said).toBe(count === 0 ? '' : String(count))
    expect(await page.locator('section[aria-labelledby="waiting"] li').count()).toBe(count)
    await close()
  })
})

describe('pages', () => {
  it.each([
    ['industry', '/desk'],
    ['industry', '/notices'],
    ['judge', '/periods'],
    ['judge', '/periods?period=2025-q1'],
    ['chief', '/channels'],
  ])('for %s, %s opens without noise, sideways scroll or serious faults of access', async (who, path) => {
    for (const viewport of [DESK, PHONE]) {
      const { page, noise, close } = await signedIn(who, viewport)
      await page.goto(`${demo.url}${path}`)
      await title(page).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(await seriousFaults(page)).toEqual([])
      expect(noise).toEqual([])
      await close()
    }
  })
})
