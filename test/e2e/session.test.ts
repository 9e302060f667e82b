/** Signing in, the first administrator, and the pages of accounts and audit, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openPage, type Server, startServer } from './support.ts'

const PASSWORD = 'Qiao-Liu-3097'
let browser: Browser
let real: Server

beforeAll(async () => {
  ;[browser, real] = await Promise.all([launch(), startServer('real')])
})
afterAll(async () => {
  await Promise.all([browser?.close(), real?.stop()])
})

async function expectSound(page: Page) {
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  expect(serious.map((one) => `${page.url()} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
}

it('the printed link makes an administrator, who makes a clerk, who changes the password and signs out', async () => {
  const { page, noise, close } = await openPage(browser, real.url)
  const link = /\S+\/setup#\S+/.exec(real.printed())?.[0] ?? ''
  await page.goto(link)
  // What is left empty is said under each field in the page's own words, and the first has the focus.
  await page.getByRole('button', { name: '建立并登录' }).click()
  await page.getByText('这一项要填写').nth(2).waitFor()
  expect(await page.getByLabel('姓名').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByLabel('姓名').fill('张工')
  await page.getByLabel('账号').fill('zhang')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await expectSound(page)
  await page.getByRole('button', { name: '建立并登录' }).click()
  await page.getByRole('heading', { level: 1, name: '共1个账号' }).waitFor()
  await expectSound(page)

  await page.getByRole('button', { name: '新建账号' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('账号').fill('sun.qian')
  await dialog.getByLabel('姓名').fill('孙倩')
  await dialog.getByLabel('部门', { exact: true }).selectOption({ label: '区卫健局' })
  const writes: string[] = []
  page.on('request', (asked) => {
    if (asked.method() === 'POST') writes.push(new URL(asked.url()).pathname)
  })
  // Both presses of a double click before the answer are one act.
  await dialog.getByRole('button', { name: '新建，给出一次性密码' }).evaluate((button: HTMLElement) => {
    button.click()
    button.click()
  })
  const secret = await page.getByRole('status').locator('code').innerText()
  expect(writes).toEqual(['/api/accounts'])
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('link', { name: '登录' }).click()

  await page.getByLabel('账号').fill('sun.qian')
  await page.getByLabel('密码').fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('账号或密码不对').waitFor()
  await expectSound(page)
  await page.getByLabel('密码').fill(secret)
  await page.keyboard.press('Enter')
  await page.getByText('请先改密码').waitFor()
  await page.getByLabel('现在的密码').fill(secret)
  await page.getByLabel('新密码').fill(PASSWORD)
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.getByText('密码已改').waitFor()
  await expectSound(page)
  // A refused sign-in is an answer, which the browser writes down by itself.
  expect(noise.filter((line) => !/status of 401/.test(line))).toEqual([])
  await close()
})

it('a session that ran out is begun again on the spot, and what was asked goes on', async () => {
  const { page, close } = await openPage(browser, real.url)
  await page.goto(`${real.url}/sign-in?next=/account`)
  await page.getByLabel('账号').fill('zhang')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '张工的账号' }).waitFor()
  await page.context().clearCookies()
  await page.getByText('新建令牌').first().click()
  await page.getByLabel('用途').fill('区数据中台')
  await page.getByLabel('系统管理员').check()
  await page.getByRole('button', { name: '新建令牌' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('填的内容都在').waitFor()
  // The password is what is asked for: it has the focus.
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('令牌“区数据中台”已建').waitFor()
  await close()
})

it('pages for others send strangers to sign in, and say what role they take', async () => {
  const { page, close } = await openPage(browser, real.url)
  await page.goto(`${real.url}/audit`)
  await page.waitForURL((url) => url.pathname === '/sign-in')
  await page.getByLabel('账号').fill('zhang')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('要有审计员的角色').waitFor()
  await expectSound(page)
  await close()
})

it.each(['/reports', '/reports/none', '/snapshots/1', '/narratives'])(
  '%s asks nothing for a stranger but to sign in',
  async (path) => {
    const { page, noise, close } = await openPage(browser, real.url)
    await page.goto(`${real.url}${path}`)
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.getByLabel('账号').waitFor()
    expect(noise).toEqual([])
    await close()
  },
)
