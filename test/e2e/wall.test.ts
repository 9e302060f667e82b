import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, openPage, type Server, startServer } from './support.ts'

const WALL = { width: 1920, height: 1080 }
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** What runs out of the screen, and the smallest text on it. */
const look = (page: Page) =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll('main *')].filter(
      (one) =>
        one.closest('.hidden-text, title') === null &&
        [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    )
    return {
      smallest: Math.min(...texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))),
      outside: texts
        .filter(
          (one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().bottom > innerHeight,
        )
        .map((one) => one.textContent),
      scrolls: document.documentElement.scrollHeight > innerHeight,
    }
  })

describe('the wall screen', () => {
  it('turns by itself and by keys, fits the screen, and keeps the last figures when the server is away', async () => {
    const server: Server = await startServer('demo')
    const { page, close } = await openPage(browser, server.url, { viewport: WALL })
    const title = page.getByRole('heading', { level: 1 })
    await page.clock.install()
    await page.goto(`${server.url}/wall`)
    await title.filter({ hasText: '12项指标' }).waitFor()
    for (const view of ['12项指标', '24个部门', '43个专栏项目']) {
      await title.filter({ hasText: view }).waitFor()
      expect(await look(page), view).toEqual({ smallest: expect.any(Number), outside: [], scrolls: false })
      expect((await look(page)).smallest, view).toBeGreaterThanOrEqual(18)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
      await page.clock.runFor(41_000)
    }
    await title.filter({ hasText: '12项指标' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await title.filter({ hasText: '43个专栏项目' }).waitFor()
    await page.keyboard.press('Space')
    await page.getByText('已停止轮换').waitFor()

    await server.stop()
    await page.clock.runFor(5 * 60_000)
    await page.getByText(/未能更新，数字取于/).waitFor()
    await title.filter({ hasText: '43个专栏项目' }).waitFor()
    await page.clock.runFor(6 * 60_000)
    await title.filter({ hasText: /已有1\d分钟未能更新数据/ }).waitFor()
    expect(await page.getByText('专栏一').count()).toBeGreaterThan(0)
    await close()
  })
})
