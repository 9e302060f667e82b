import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, openPage, type Server, startServer } from './support.ts'

let browser: Browser
let demo: Server
let real: Server

beforeAll(async () => {
  ;[browser, demo, real] = await Promise.all([launch(), startServer('demo'), startServer('real')])
})
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.stop(), real?.stop()])
})

const PAGES = [
  '/',
  '/targets',
  '/targets/national-industry-local-standards',
  '/departments',
  '/departments/gxj',
  '/columns',
  '/columns/3',
  '/tasks',
  '/tasks/5',
  '/ledger',
  '/ledger?target=national-industry-local-standards&counts=false',
  '/plan',
]
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

describe.each(['demo', 'real'] as const)('%s data', (data) => {
  it.each(PAGES)('%s opens without noise, sideways scroll or serious faults of access', async (path) => {
    const { url } = data === 'demo' ? demo : real
    const look = async (size: string, viewport: { width: number; height: number }) => {
      const { page, noise, close } = await openPage(browser, url, { viewport })
      await page.goto(`${url}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wide, `${size}: sideways scroll`).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
      expect(
        serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
        size,
      ).toEqual([])
      expect(noise, size).toEqual([])
      await close()
    }
    // The same pages with less in them: a phone has nothing there that the demo's has not.
    const sizes = data === 'demo' ? SIZES : { desk: SIZES.desk }
    await Promise.all(Object.entries(sizes).map(([size, viewport]) => look(size, viewport)))
  })
})

describe('a figure opens down to its evidence', () => {
  it('from the overview to the rows that it counts, to an item with its entry and evidence', async () => {
    const { page, noise, close } = await openPage(browser, demo.url, { viewport: SIZES.desk })
    const answer = await fetch(`${demo.url}/api/plans/lixia-2025/summary`)
    const summary = (await answer.json()) as { targets: { code: string; recognised: number }[] }
    const target = summary.targets.find((one) => one.code === 'national-industry-local-standards')
    await page.goto(`${demo.url}/ledger?target=national-industry-local-standards&counts=true`)
    await page.getByRole('heading', { level: 1, name: String(target?.recognised) }).waitFor()
    await page.getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('heading', { level: 2, name: '填报与证据' }).waitFor()
    expect(await page.getByText(/[0-9a-f]{64}/).count()).toBeGreaterThan(0)
    expect(noise).toEqual([])
    await close()
  })
})

describe('a day that cannot be', () => {
  it.each([
    ['2025-02-30', '没有'],
    ['2099-01-01', '晚于今天'],
  ])('%s in the address is refused in words, with a way back', async (day, why) => {
    const { page, close } = await openPage(browser, demo.url, { viewport: SIZES.desk })
    await page.goto(`${demo.url}/?asOf=${day}`)
    const alert = page.getByRole('alert')
    await alert.getByText(why).waitFor()
    expect(await alert.innerText()).not.toContain('。。')
    await alert.getByRole('link', { name: '回到今天' }).click()
    await page.getByRole('heading', { level: 1, name: /12项指标/ }).waitFor()
    expect(new URL(page.url()).searchParams.has('asOf')).toBe(false)
    await close()
  })
})

describe('the department matrix', () => {
  it('has one stop of the keyboard a row; arrows move between its figures', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: SIZES.desk })
    await page.goto(`${demo.url}/`)
    const row = page.getByRole('row', { name: /^区工信局/ })
    await row.getByRole('link', { name: '区工信局' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator(':focus').innerText()).toMatch(/17\/34/)
    await page.keyboard.press('ArrowDown')
    expect(await page.locator(':focus').innerText()).toMatch(/\d+\/20/)
    expect(await row.locator('a:not([tabindex="-1"])').count()).toBe(1)
    await close()
  })
})

describe('the real plan with nothing reported', () => {
  it('says so and announces no failure', async () => {
    const { page, close } = await openPage(browser, real.url, { viewport: SIZES.desk })
    await page.goto(`${real.url}/`)
    await page.getByText('尚无填报').first().waitFor()
    expect(await page.getByText('期满未达成').count()).toBe(0)
    await close()
  })
})

describe('English', () => {
  it('is complete, with the plan’s own text left in Chinese and marked', async () => {
    const { page, noise, close } = await openPage(browser, demo.url, { viewport: SIZES.desk })
    await page.goto(`${demo.url}/targets`)
    await page.getByRole('button', { name: /English|切换语言/ }).click()
    await page.getByRole('heading', { level: 1, name: /12 targets/ }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('[lang="zh-CN"]').count()).toBeGreaterThan(0)
    expect(noise).toEqual([])
    await close()
  })
})
