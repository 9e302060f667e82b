import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
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
  '/projects/industrial-internet',
  '/tasks',
  '/tasks/5',
  '/ledger',
  '/ledger?target=national-industry-local-standards&counts=false',
  '/plan',
  '/?plan=lixia-ip-2025',
]
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** Opens an address and waits for what a reader waits for: the title, and nothing that is still on its way. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('main :is([aria-busy="true"], [role="status"][aria-label])').first().waitFor({ state: 'detached' })
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** Faults of access that keep somebody out, each with the first part that has it. */
async function barriers(page: Page): Promise<string[]> {
  // Without frames there is no need of the second page in which axe puts its results together.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes[0]?.html}`)
}

/** Chinese text on an English page that does not say that it is Chinese. */
const unmarked = (page: Page) =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const told = text.parentElement?.closest('[lang]')?.getAttribute('lang')
      if (/\p{Script=Han}/u.test(text.nodeValue ?? '') && !told?.startsWith('zh')) found.push(text.nodeValue ?? '')
    }
    return found
  })

// All sizes at once in one browser.
describe('every page opens without noise, sideways scroll or serious faults of access', () => {
  const look = async ({ url }: Server, viewport: { width: number; height: number }) => {
    const { page, noise, close } = await openPage(browser, url, { viewport })
    for (const path of PAGES) {
      await open(page, `${url}${path}`)
      expect(await sideways(page), `${path}: sideways scroll`).toBeLessThanOrEqual(0)
      expect(await barriers(page), path).toEqual([])
      expect(noise, path).toEqual([])
    }
    await close()
  }
  it.concurrent('the demo on a desk', () => look(demo, DESK))
  it.concurrent('the demo on a phone', () => look(demo, PHONE))
  // The same pages with less in them: a phone has nothing there that the demo's has not.
  it.concurrent('the real plan with nothing reported', () => look(real, DESK))

  it.concurrent('in English, with the plan’s own text left in Chinese and marked', async () => {
    const { page, noise, close } = await openPage(browser, demo.url, { viewport: PHONE })
    await open(page, `${demo.url}/targets`)
    await page.getByRole('button', { name: /English|切换语言/ }).click()
    await page.getByRole('heading', { level: 1, name: /12 targets/ }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    for (const path of PAGES) {
      await open(page, `${demo.url}${path}`)
      expect(await sideways(page), `${path}: sideways scroll`).toBeLessThanOrEqual(0)
      expect(await unmarked(page), path).toEqual([])
      expect(await page.locator('main [lang="zh-CN"]').count(), path).toBeGreaterThan(0)
    }
    expect(noise).toEqual([])
    await close()
  })
})

describe('a figure opens down to its evidence', () => {
  it('from the overview to the rows that it counts, to an item with its entry and evidence', async () => {
    const { page, noise, close } = await openPage(browser, demo.url, { viewport: DESK })
    const answer = await fetch(`${demo.url}/api/plans/lixia-2025/summary`)
    const summary = (await answer.json()) as { targets: { code: string; recognised: number }[] }
    const target = summary.targets.find((one) => one.code === 'national-industry-local-standards')
    await page.goto(`${demo.url}/ledger?target=national-industry-local-standards&counts=true`)
    await page.getByRole('heading', { level: 1, name: String(target?.recognised) }).waitFor()
    await page.getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('heading', { level: 2, name: '填报与证据' }).waitFor()
    expect(await page.getByText(/[0-9a-f]{64}/).count()).toBeGreaterThan(0)
    expect(await barriers(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })
})

describe('an address that cannot be', () => {
  it.each([
    ['2025-02-30', '没有'],
    ['2099-01-01', '晚于今天'],
  ])('the day %s is refused in words, with a way back', async (day, why) => {
    const { page, close } = await openPage(browser, demo.url, { viewport: DESK })
    await page.goto(`${demo.url}/?asOf=${day}`)
    const alert = page.getByRole('alert')
    await alert.getByText(why).waitFor()
    expect(await alert.innerText()).not.toContain('。。')
    await alert.getByRole('link', { name: '回到今天' }).click()
    await page.getByRole('heading', { level: 1, name: /12项指标/ }).waitFor()
    expect(new URL(page.url()).searchParams.has('asOf')).toBe(false)
    await close()
  })

  it('what this plan does not hold is said to be missing', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: DESK })
    const missing = ['/targets/x', '/departments/x', '/columns/9', '/projects/x', '/tasks/99', '/items/x', '/x']
    for (const path of missing) {
      await page.goto(`${demo.url}${path}`)
      await page.getByRole('heading', { level: 1, name: '没有这一页' }).waitFor()
      expect(await page.getByRole('link', { name: '回到总览' }).count(), path).toBe(1)
    }
    await close()
  })
})

describe('by keyboard alone', () => {
  it('the matrix has one stop a row; arrows move between its figures', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: DESK })
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

  it('the first stop leads past the masthead, and a chart is a table one key away', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: DESK })
    await open(page, `${demo.url}/targets/national-industry-local-standards`)
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('跳到正文')
    await page.keyboard.press('Enter')
    await page.locator('main:focus').waitFor()
    await page.getByRole('button', { name: '看数字表' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: /已认定的累计数/ }).waitFor()
    await close()
  })
})

describe('on a phone', () => {
  it('the ledger begins with its rows: its filters stand behind one button that says how many are set', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: PHONE })
    await open(page, `${demo.url}/ledger?kind=standard&class=national`)
    const fold = page.getByRole('button', { name: '筛选：已选2项' })
    expect(await page.getByLabel('类别').isVisible()).toBe(false)
    await fold.click()
    await page.getByLabel('类别').selectOption({ label: '全部' })
    await page.getByRole('button', { name: '筛选：已选1项' }).waitFor()
    expect(new URL(page.url()).searchParams.has('class')).toBe(false)
    await close()
  })
})

describe('the first figures', () => {
  it('are on screen before any chart code, which comes only with a chart', async () => {
    const { page, close } = await openPage(browser, demo.url, { viewport: DESK })
    const scripts: string[] = []
    page.on('response', async (response) => {
      if (response.url().endsWith('.js') && (await response.text()).includes('recharts')) scripts.push(response.url())
    })
    await open(page, `${demo.url}/`)
    expect(scripts).toEqual([])
    await open(page, `${demo.url}/targets/national-industry-local-standards`)
    expect(scripts.length).toBeGreaterThan(0)
    await close()
  })
})

describe('the real plan with nothing reported', () => {
  it('says so and announces no failure', async () => {
    const { page, close } = await openPage(browser, real.url, { viewport: DESK })
    await page.goto(`${real.url}/`)
    await page.getByText('尚无填报').first().waitFor()
    expect(await page.getByText('期满未达成').count()).toBe(0)
    await close()
  })
})
