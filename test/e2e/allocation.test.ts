/** 目标分解 in a real browser: the sheet by keys and paste, the effect before publishing, and what the department says. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../fixtures/people.ts'
import { launch, openAs, type Server, startServer } from './support.ts'

let browser: Browser
let server: Server

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launch(), startServer('real')])
  await addPeople(server, 'judge 陈立 reviewer', 'health 孙倩 reporter:wjj')
})
afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()])
})

const signedIn = (account: string, viewport = { width: 1440, height: 900 }) =>
  openAs(browser, server, account, { viewport })

async function expectClean(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(
      (one) =>
        `${one.id}: ${one.nodes
          .map((node) => node.html)
          .join(' ')
          .slice(0, 300)}`,
    ),
  ).toEqual([])
}

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const cell = (page: Page, row: number, column: number) => page.locator(`[data-at="${row} ${column}"]`)
const paste = (page: Page, text: string) =>
  page.evaluate((block) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', block)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

describe('目标分解', () => {
  it('is filled by keys and paste, checked, seen in its effect, published; the department confirms', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${server.url}/allocation`)
    await cell(page, 0, 0).click()
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    expect(await cell(page, 0, 0).textContent()).toBe('2')
    await expect.poll(() => title(page).textContent()).toContain('1个指标分解不够')
    await page.keyboard.type('7')
    await page.keyboard.press('Escape')
    expect(await cell(page, 1, 0).textContent()).toBe('')
    await page.keyboard.type('-5')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('“-5”不是分解值').waitFor()
    await page.keyboard.press('Escape')
    expect(await cell(page, 1, 0).textContent()).toBe('')
    await page.keyboard.type('9')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+z')
    expect(await cell(page, 1, 0).textContent()).toBe('')
    await cell(page, 1, 0).click()
    await paste(page, '区科技局\t1\t50\n区卫健局\t\t100\n')
    expect(await cell(page, 1, 0).textContent()).toBe('1')
    await paste(page, '区科技局\t1\n区投促中心\t3\n')
    await expect.poll(() => page.getByRole('alert').first().textContent()).toContain('多出：区投促中心')
    await page.getByText(/^已保存/).waitFor()
    await expectClean(page)
    await page.reload()
    await expect.poll(() => cell(page, 1, 1).textContent()).toBe('50')

    await page.getByRole('button', { name: '发布第1版' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('文号').fill('历标领办〔2025〕3号')
    // A day that does not exist: nothing goes on with the day that stood there before.
    const from = dialog.getByRole('textbox', { name: '自哪天起' })
    const today = await from.inputValue()
    await from.fill('2026-06-31')
    await dialog.getByRole('button', { name: '看影响' }).click()
    await dialog.getByText('2026-06-31').first().waitFor()
    await dialog.getByRole('alert').first().waitFor()
    expect(await dialog.getByRole('button', { name: '发布第1版' }).count()).toBe(0)
    await from.fill(today)
    await dialog.getByRole('button', { name: '看影响' }).click()
    await dialog.getByText('没有分解的指标12 → 10个').waitFor()
    await expectClean(page)
    await dialog.getByRole('button', { name: '发布第1版' }).click()
    await page.getByText('第1版已发布').waitFor()
    await page.getByRole('link', { name: /第1版.*现行/ }).click()
    await expect.poll(() => title(page).textContent()).toBe('目标分解第1版')

    await page.goto(`${server.url}/assignments`)
    await expect.poll(() => title(page).textContent()).toContain('43个专栏项目没有责任部门')
    await page.getByRole('checkbox', { name: '选择2．智慧城市', exact: true }).check()
    await page.getByRole('combobox', { name: /^部门/ }).selectOption({ label: '区卫健局' })
    await page.getByRole('button', { name: '指定', exact: true }).click()
    await dialog.getByLabel('文号').fill('历标领办〔2025〕4号')
    await dialog.getByRole('button', { name: '看影响' }).click()
    await dialog.getByText('没有责任部门的专栏项目43 → 42个').waitFor()
    await dialog.getByRole('button', { name: '保存1项' }).click()
    await expect.poll(() => title(page).textContent()).toContain('42个专栏项目没有责任部门')
    await expectClean(page)

    await page.goto(`${server.url}/rules`)
    await page
      .getByRole('button', { name: /^换成另一种理解/ })
      .first()
      .click()
    await dialog.getByLabel('文号').fill('历标领办〔2025〕5号')
    await dialog.getByLabel('由谁决定').fill('领导小组')
    await dialog.getByRole('button', { name: '看影响' }).click()
    await dialog.getByRole('button', { name: '按这个决定改' }).waitFor()
    await expectClean(page)
    await dialog.getByRole('button', { name: '按这个决定改' }).click()
    await page.getByText('已按历标领办〔2025〕5号改').waitFor()
    // The day that does not exist was refused, which the browser writes down by itself.
    expect(noise.filter((line) => !/status of 400/.test(line))).toEqual([])
    await close()

    const health = await signedIn('health')
    await health.page.goto(`${server.url}/departments/wjj`)
    const own = health.page.getByRole('region', { name: '本部门分到的' })
    await own.getByText('分解值：国行地标 100').waitFor()
    await own.getByRole('button', { name: '确认', exact: true }).first().click()
    await own.getByText(/已确认/).waitFor()
    await own.getByRole('button', { name: '提出异议', exact: true }).last().click()
    await own.getByLabel('理由').fill('智慧城市不属卫健职能')
    await own.getByRole('button', { name: '提出异议，请审核人看' }).click()
    await own.getByText('有异议：智慧城市不属卫健职能').waitFor()
    await expectClean(health.page)
    expect(health.noise).toEqual([])
    await health.close()
  })
})
