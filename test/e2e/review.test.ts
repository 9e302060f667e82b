/** 审核 by keyboard in a real browser: a claim with its evidence beside it, decided, returned, undone. */
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../fixtures/people.ts'
import { launch, openAs, openPage, type Server, seriousFaults, startServer } from './support.ts'

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
let browser: Browser
let demo: Server

/** Accounts of this test beside those of the demo. */
const PEOPLE = ['judge 陈立 reviewer', 'chief 刘建国 head:wjj', 'guest 周看 viewer']

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launch(), startServer('demo')])
  await addPeople(demo, ...PEOPLE)
})
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.stop()])
})

const signedIn = (account: string, viewport = DESK) => openAs(browser, demo, account, { viewport })

const claim = (page: Page) => page.getByRole('region', { name: '填报', exact: true })
const waiting = async (page: Page) =>
  Number(/\d+/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? Number.NaN)
const firstTitle = (page: Page) => claim(page).getByRole('heading', { level: 2 }).innerText()

async function figure() {
  const answer = await fetch(`${demo.url}/api/plans/lixia-2025/summary`)
  const { targets } = (await answer.json()) as { targets: { code: string; recognised: number }[] }
  return targets.find((one) => one.code === 'national-industry-local-standards')?.recognised ?? Number.NaN
}

describe('judging by keyboard', () => {
  it('shows the pages of the evidence and finds the claim on them', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    await claim(page).getByRole('button', { name: '第2页' }).first().waitFor()
    expect(await page.locator('canvas').count()).toBeGreaterThan(0)
    await claim(page).getByRole('button', { name: '第2页' }).first().click()
    await page.getByText('第2/2页').waitFor()
    await page.keyboard.press('e')
    await page.getByText('第1/1页').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })

  it('recognises in two strokes, never by one that is held, and the figure rises by what was said', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    const [before, queue, title] = [await figure(), await waiting(page), await firstTitle(page)]
    await claim(page)
      .getByText(`${before} → ${before + 1}`)
      .first()
      .waitFor()
    // A slip: Enter in the same moment as A, and Enter held down, decide nothing.
    await page.keyboard.press('a')
    await page.keyboard.down('Enter')
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    expect(await waiting(page)).toBe(queue)
    await page.keyboard.press('Escape')
    await page.keyboard.press('a')
    await page.getByText('认定后不能改，只能作废重报。').waitFor()
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 320)))
    await page.keyboard.press('Enter')
    await claim(page).getByText(`上一项“${title}”已认定`).waitFor()
    await page.getByRole('heading', { level: 1, name: `待审核${queue - 1}` }).waitFor()
    expect(await figure()).toBe(before + 1)
    expect(await firstTitle(page)).not.toBe(title)
    // And back: void with a reason.
    await claim(page).getByRole('button', { name: '作废' }).click()
    await page.getByLabel('作废理由').fill('认定有误，另行核实')
    await page.keyboard.press('Control+Enter')
    await claim(page).getByText(`“${title}”已作废`).waitFor()
    expect(await figure()).toBe(before)
    expect(noise).toEqual([])
    await close()
  })

  it('returns with the phrase of the marked line, and never without a reason', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    const queue = await waiting(page)
    const title = await firstTitle(page)
    await page.keyboard.press('3')
    await claim(page).getByText('这格不对', { exact: true }).waitFor()
    await page.keyboard.press('r')
    const reason = page.getByLabel('退回理由')
    expect(await reason.inputValue()).toContain('发布日期')
    expect(await seriousFaults(page)).toEqual([])
    await reason.fill('短')
    await page.keyboard.press('Control+Enter')
    await page.getByText('请写明理由，至少5个字，对方会原样看到').waitFor()
    await reason.fill('发布日期与封面不一致，请按封面改')
    await page.keyboard.press('Control+Enter')
    await claim(page).getByText(`上一项“${title}”已退回`).waitFor()
    await page.getByRole('heading', { level: 1, name: `待审核${queue - 1}` }).waitFor()
    expect(noise).toEqual([])
    await close()
  })

  it('asks first whether two are one, and lets nothing be recognised until then', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review?filter=doubtful`)
    await page.getByRole('heading', { name: /先定：/ }).waitFor()
    await page.keyboard.press('a')
    await claim(page).getByRole('alert').getByText('先定是不是同一项，才能认定').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    const title = await firstTitle(page)
    await page.keyboard.press('d')
    // It stays, says how it was settled, and can be recognised.
    await claim(page).getByText(`“${title}”已定为两项。现在可以认定。`).waitFor()
    expect(await firstTitle(page)).toBe(title)
    await claim(page).getByRole('alert').waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: /先定：/ }).waitFor({ state: 'detached' })
    await page.keyboard.press('a')
    await claim(page).getByText('认定后不能改，只能作废重报。').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^有疑点/ }).click()
    await page.getByRole('link', { name: /^看全部\d+项$/ }).waitFor()
    expect(noise).toEqual([])
    await close()
  })

  it('takes several at once only where their evidence was opened', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    const queue = await waiting(page)
    await page.keyboard.press('x')
    await page.keyboard.press('e')
    await page.getByText('第1/1页').waitFor()
    await page.keyboard.press('j')
    await page.getByText('第1/2页').waitFor()
    await page.keyboard.press('x')
    await page.keyboard.press('b')
    await page.getByRole('heading', { name: '已选2项：可认定1项，1项要先看证据' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^认定1项/ }).click()
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 320)))
    await page.getByRole('button', { name: /确定认定1项/ }).click()
    await page.getByRole('heading', { name: '办成1项，0项没有办成' }).waitFor()
    await page.getByRole('heading', { level: 1, name: `待审核${queue - 1}` }).waitFor()
    expect(noise).toEqual([])
    await close()
  })
})

describe('how the office judges', () => {
  it('keeps its own phrases, and offers them at the next return', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    await page.getByRole('button', { name: '设置' }).click()
    const first = page.getByLabel('第1句', { exact: true })
    await first.fill('请按封面上的标准号改')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: '保存设置' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('1')
    await page.keyboard.press('r')
    expect(await page.getByLabel('退回理由').inputValue()).toBe('请按封面上的标准号改')
    await page.keyboard.press('Escape')
    expect(noise).toEqual([])
    await close()
  })
  it('scrolls the evidence by the space bar and lists its keys', async () => {
    const { page, noise, close } = await signedIn('judge')
    await page.goto(`${demo.url}/review`)
    await page.getByText('第1/2页').waitFor()
    const top = () => page.locator('[data-page="1"]').evaluate((one) => one.getBoundingClientRect().top)
    const before = await top()
    await page.keyboard.press('Space')
    await expect.poll(top).toBeLessThan(before)
    await page.keyboard.press('Shift+Slash')
    await page.getByRole('dialog').getByText('关闭单键快捷键').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(noise).toEqual([])
    await close()
  })
})

describe('the three parts', () => {
  it.each([
    ['judge', '/review'],
    ['chief', '/sign'],
  ])('%s: %s is as high as the window, and each part scrolls by itself', async (account, path) => {
    const { page, close } = await signedIn(account)
    await page.goto(`${demo.url}${path}`)
    await page.getByText('第1/2页').waitFor()
    await page.locator('canvas').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
    await close()
  })
})

describe('others', () => {
  it('a head signs what leaves the department', async () => {
    const { page, noise, close } = await signedIn('chief')
    await page.goto(`${demo.url}/sign`)
    await page.getByRole('heading', { level: 1, name: /待签批/ }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })

  it('a viewer opens the dashboard’s item down to the paper itself, a stranger does not', async () => {
    const { rows } = (await (await fetch(`${demo.url}/api/items?stage=issued`)).json()) as { rows: { id: string }[] }
    const item = `${demo.url}/items/${rows[0]?.id}`
    const { page, noise, close } = await signedIn('guest')
    await page.goto(item)
    await page.getByRole('link', { name: '封面' }).first().click()
    await page.getByText('第1/2页').waitFor()
    await page.locator('canvas').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
    const stranger = await openPage(browser, demo.url, { viewport: DESK })
    await stranger.page.goto(item)
    await stranger.page.getByText('封面').first().waitFor()
    expect(await stranger.page.getByRole('link', { name: '封面' }).count()).toBe(0)
    await stranger.close()
  })

  it('on a phone one part stands at a time, with the acts in reach', async () => {
    const { page, noise, close } = await signedIn('judge', PHONE)
    await page.goto(`${demo.url}/review`)
    await page.getByRole('list').getByRole('button').first().waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '证据', exact: true }).click()
    await page.getByRole('button', { name: /^认定/ }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })
})
