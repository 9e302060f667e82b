/** Reporting in a real browser: from a pasted number to one more on the leader's page, and what must not get lost. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { makePng } from '../fixtures/files.ts'
import { addPeople } from '../fixtures/people.ts'
import { launch, openAs, type Server, startServer } from './support.ts'

let server: Server
let browser: Browser
let serial = 9700

beforeAll(async () => {
  server = await startServer('demo')
  await addPeople(
    server,
    'zhou.min 周敏 reporter:wjj',
    'liu.jian 刘建国 head:wjj',
    'chen.li 陈立 reviewer',
    'wang.kj 王科 reporter:kjj',
    'leader 区领导 viewer',
  )
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A page of a person who has signed in. */
const as = (name: string, options = {}) => openAs(browser, server, name, options)

/** One write in the session of this page. */
async function write(page: Page, path: string, data: object = {}) {
  const { request } = page.context()
  const session = await (await request.get(`${server.url}/api/session`)).json()
  const headers = { origin: server.url, 'x-csrf-token': session.csrfToken }
  const answer = await request.post(`${server.url}/api${path}`, { data, headers })
  return { status: answer.status(), body: await answer.json() }
}

const nextNumber = () => `DB37/T ${++serial}-2025`

async function reportTo(page: Page, number: string, title: string): Promise<string> {
  await page.goto(`${server.url}/report`)
  await page.getByLabel('标准号或名称').fill(`${number}《${title}》.pdf`)
  await page.getByText('已保存').waitFor()
  await page.waitForURL(/\/report\/[0-9a-z]{26}/)
  await page.getByLabel('发布日期').fill('20250529')
  const unit = page.getByRole('combobox', { name: '本区单位' })
  await unit.fill('泉城')
  await page.getByRole('option').first().waitFor()
  await unit.press('ArrowDown')
  await unit.press('Enter')
  await page.getByText('参与起草').click()
  const paper = join(server.folder, `${serial}.pdf`)
  writeFileSync(paper, pdfOf(number))
  await page.locator('#field-evidence input[type=file]:not([capture])').first().setInputFiles(paper)
  await page.getByRole('link', { name: `${serial}.pdf` }).waitFor()
  await page.getByText('还差1处').waitFor()
  await page.locator('#field-evidence').getByRole('button', { name: '填网址' }).first().click()
  await page.getByLabel('官网网址').fill('https://std.samr.gov.cn/db/search/1')
  await page.keyboard.press('Enter')
  await page.getByText('都填齐了').waitFor()
  return page.url().split('/').at(-1) ?? ''
}

const claimOf = (page: Page) => page.getByRole('region', { name: '填报', exact: true })

/** Signs or recognises one entry on its page as people do: the key, a moment, Enter. */
async function decide(page: Page, step: 'sign' | 'review', id: string, word: '签批' | '认定'): Promise<void> {
  await page.goto(`${server.url}/${step}?entry=${id}`)
  await claimOf(page)
    .getByRole('button', { name: new RegExp(`^${word}`) })
    .waitFor()
  await page.keyboard.press('a')
  const yes = claimOf(page).getByRole('button', { name: /Enter$/ })
  await yes.waitFor()
  const done = page.waitForResponse((answer) => answer.url().endsWith(step === 'sign' ? '/sign' : '/approve'))
  // An Enter in the same moment is no decision.
  await yes.evaluate((button) => new Promise((resolve) => setTimeout(() => resolve(button), 320)))
  await page.keyboard.press('Enter')
  expect((await done).status()).toBe(200)
}

describe('a standard on its way', () => {
  it('is reported, signed, returned, mended and recognised, and the leader sees one more and its evidence', async () => {
    const clerk = await as('zhou.min')
    const { page } = clerk
    const before = await figure()
    const number = nextNumber()
    const id = await reportTo(page, number, '病房无陪护管理要求甲')
    expect(await page.getByText(/\d+ → \d+ \/ 150/).textContent()).toContain(`${before} → ${before + 1} / 150`)
    await page.keyboard.press('Control+Enter')
    await page.getByText(/已提交，等.*刘建国.*签批 · 填报2025Q2-\d{4}/).waitFor()

    // The head signs it on the page of signing, by key.
    const head = await as('liu.jian')
    await decide(head.page, 'sign', id, '签批')
    // The reviewer marks a line of the claim and returns it, by key.
    const reviewer = await as('chen.li')
    await reviewer.page.goto(`${server.url}/review?entry=${id}`)
    await claimOf(reviewer.page).getByRole('heading', { level: 2, name: '病房无陪护管理要求甲' }).waitFor()
    await reviewer.page.keyboard.press('3')
    await claimOf(reviewer.page).getByText('这格不对', { exact: true }).waitFor()
    await reviewer.page.keyboard.press('r')
    await reviewer.page.getByLabel('退回理由').fill('发布日期与封面不一致')
    await reviewer.page.keyboard.press('Control+Enter')
    await reviewer.page.getByText('上一项“病房无陪护管理要求甲”已退回').waitFor()

    // Ticked with others it is not sent back as it is without a question that names it.
    await page.goto(`${server.url}/entries?state=returned&q=${encodeURIComponent(number)}`)
    await page.getByRole('checkbox', { name: '勾选病房无陪护管理要求甲' }).check()
    await page.getByRole('button', { name: '提交1项' }).click()
    const question = page.getByRole('dialog', { name: '1项退回以后还没有改' })
    await question.getByRole('link', { name: '病房无陪护管理要求甲' }).waitFor()
    await question.getByRole('button', { name: '先去改' }).click()

    await page.goto(`${server.url}/report/${id}`)
    await page.getByText('退回，要补正1处').waitFor()
    await page.getByText('“发布日期与封面不一致”').or(page.getByText('发布日期与封面不一致')).first().waitFor()
    await page.getByLabel('发布日期').fill('2025-05-28')
    await page.getByText('已改（原填2025-05-29）').waitFor()
    await page.getByText('已保存').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('待签批').first().waitFor()
    await decide(head.page, 'sign', id, '签批')
    await decide(reviewer.page, 'review', id, '认定')

    await page.goto(`${server.url}/report/${id}`)
    await page.getByText('已认定，不能修改').waitFor()
    await page.getByText('发布日期与封面不一致').waitFor()
    // The leader's figure is one more, and opens down to the paper.
    const leader = await as('leader')
    await leader.page.goto(server.url)
    await leader.page
      .getByRole('link', { name: `制修订国家、行业、地方标准：已认定${before + 1}项，打开明细` })
      .first()
      .click()
    await leader.page.getByRole('searchbox').fill(number)
    await leader.page.getByRole('searchbox').press('Enter')
    await leader.page.getByRole('link', { name: '病房无陪护管理要求甲' }).first().click()
    await leader.page.getByRole('heading', { name: '填报与证据' }).waitFor()
    await leader.page.getByRole('link', { name: '封面' }).first().click()
    await leader.page.getByText('第1/1页').waitFor()
    for (const one of [clerk, head, reviewer, leader]) {
      expect(one.noise).toEqual([])
      await one.close()
    }
  })

  it('reported by two departments counts 1 for the district', async () => {
    const number = nextNumber()
    const mine = await as('zhou.min')
    const theirs = await as('wang.kj')
    const before = await figure()
    const reviewer = await as('chen.li')
    const head = await as('liu.jian')
    for (const [{ page }, signs] of [
      [mine, true],
      [theirs, false],
    ] as const) {
      const id = await reportTo(page, number, '病房无陪护管理要求乙')
      await page.keyboard.press('Control+Enter')
      await page.getByText('已提交').first().waitFor()
      if (signs) await write(head.page, `/entries/${id}/sign`)
      expect((await write(reviewer.page, `/entries/${id}/approve`)).status).toBe(200)
    }
    expect(await figure()).toBe(before + 1)
    for (const one of [mine, theirs, reviewer, head]) await one.close()
  })
})

describe('a draft', () => {
  it('of another department is not found by its id', async () => {
    const mine = await as('zhou.min')
    const id = await reportTo(mine.page, nextNumber(), '病房无陪护管理要求丙')
    const theirs = await as('wang.kj')
    const answer = await theirs.page.context().request.get(`${server.url}/api/entries/${id}`)
    expect(answer.status()).toBe(404)
    await theirs.page.goto(`${server.url}/report/${id}`)
    await theirs.page.getByText('没有这项填报，或者不在本部门范围').waitFor()
    await mine.close()
    await theirs.close()
  })

  it('survives a reload, and what the server did not get survives it too', async () => {
    const { page, close } = await as('zhou.min')
    await page.goto(`${server.url}/report`)
    await page.getByLabel('标准号或名称').fill(`${nextNumber()} 病房无陪护管理要求丁`)
    await page.getByText('已保存').waitFor()
    await page.waitForURL(/\/report\/[0-9a-z]{26}/)
    // The server is out of reach: typing goes on, and nothing is called saved.
    await page.context().setOffline(true)
    await page.getByLabel('发布日期').fill('2025-05-27')
    await page.getByText('连不上服务器').waitFor()
    await page.context().setOffline(false)
    await page.reload()
    await page.getByText('已保存').waitFor()
    expect(await page.getByLabel('发布日期').inputValue()).toBe('2025-05-27')
    await page.reload()
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((one) => one.value === '2025-05-27'))
    await close()
  })

  it('changed in two places asks about what both changed and joins the rest', async () => {
    const one = await as('zhou.min')
    const id = await reportTo(one.page, nextNumber(), '病房无陪护管理要求戊')
    const two = await as('zhou.min')
    await two.page.goto(`${server.url}/report/${id}`)
    const saved = two.page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await two.page.getByLabel('发布日期').fill('2025-05-20')
    await saved
    await one.page.getByLabel('发布日期').fill('2025-05-21')
    await one.page.getByText('改过这份草稿，本机有1处改动还没有保存').waitFor()
    await one.page.getByRole('radio', { name: '2025-05-20' }).check()
    await one.page.getByRole('button', { name: '按所选保存' }).click()
    await one.page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some((field) => field.value === '2025-05-20'),
    )
    await one.close()
    await two.close()
  })

  it('submitted in another tab says so, and keeps what was typed here until it is taken back', async () => {
    const one = await as('zhou.min')
    const id = await reportTo(one.page, nextNumber(), '病房无陪护管理要求辛')
    const { page } = one
    const other = await page.context().newPage()
    await other.goto(`${server.url}/report/${id}`)
    await other.getByText('都填齐了').waitFor()
    const desk = other.getByRole('link', { name: /^我的工作台/ })
    const waited = await desk.innerText()
    await other.keyboard.press('Control+Enter')
    await other.getByText(/已提交，等.*签批/).waitFor()
    // The number in the bar follows at once.
    await other.waitForFunction(
      (was) => ![...document.querySelectorAll('a')].some((link) => link.innerText === was),
      waited,
    )
    await page.getByLabel('发布日期').fill('2025-05-21')
    await page.getByText('这份已在别处提交').waitFor()
    await page.getByText('有1处改动没有保存').waitFor()
    await page.reload()
    await page.getByRole('alert').getByText('2025-05-21').waitFor()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((one) => one.value === '2025-05-21'))
    await page.getByText('已保存').waitFor()
    await one.close()
  })

  it('can be discarded and found again', async () => {
    const { page, close } = await as('zhou.min')
    await reportTo(page, nextNumber(), '病房无陪护管理要求己')
    await page.getByRole('button', { name: '放弃草稿' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃草稿' }).click()
    await page.getByText('放弃的草稿').waitFor()
    await page.getByRole('button', { name: '找回' }).click()
    await page.getByText('已找回，可以继续填').waitFor()
    await close()
  })
})

describe('several at once', () => {
  it('are submitted together, each with its own outcome, and recalled together', async () => {
    const { page, close, noise } = await as('wang.kj')
    const text = '完成了区级标准体系框架的征求意见，正在按意见修改，七月提交审查。'
    for (const [task, said] of [
      [1, text],
      [6, text],
      [8, '太短'],
    ] as const) {
      const more = { statement: 'under-way', effectiveOn: '2025-06-18', text: said }
      expect((await write(page, '/entries', { plan: 'lixia-2025', task, ...more })).status).toBe(201)
    }
    await page.goto(`${server.url}/entries?state=draft&kind=task`)
    await page.getByRole('checkbox', { name: '勾选本页能办的' }).check()
    await page.getByRole('button', { name: '提交3项' }).click()
    await page.getByText('已提交2项，等区市场监管局审核；1项没有提交，仍选着').waitFor()
    await page
      .getByText(/：.*20/)
      .first()
      .waitFor()
    await page.getByText('已选1项').waitFor()
    await page.getByRole('button', { name: '放弃1项' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃1项' }).click()
    await page.getByText('已放弃1项').waitFor()
    await page.goto(`${server.url}/entries?state=in-review&kind=task`)
    await page.getByRole('checkbox', { name: '勾选本页能办的' }).check()
    await page.getByRole('button', { name: /^撤回\d项$/ }).click()
    await page.getByText(/^已撤回\d项$/).waitFor()
    expect(noise).toEqual([])
    await close()
  })
})

describe('other things to report', () => {
  it('the progress of a task, in words', async () => {
    const { page, close, noise } = await as('wang.kj')
    await page.goto(`${server.url}/report`)
    await page.getByRole('button', { name: '重点任务进展' }).click()
    await page.getByLabel('重点任务', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('radio', { name: '推进中' }).check()
    await page.getByLabel('日期', { exact: true }).fill('2025年6月20日')
    await page
      .getByLabel('做了什么', { exact: true })
      .fill('完成了区级标准体系框架的征求意见，正在按意见修改，七月提交审查。')
    await page.getByText('都填齐了').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(/已提交，等区市场监管局审核/).waitFor()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByText('已撤回，可以继续修改').waitFor()
    expect(noise).toEqual([])
    await close()
  })

  it('a correction, which begins as a copy and shows what it changes', async () => {
    const { page, close } = await as('zhou.min')
    await page.goto(`${server.url}/entries?state=recognised&kind=standard`)
    await page.locator('tbody a').first().click()
    await page.getByRole('button', { name: '报更正' }).click()
    await page.getByRole('heading', { level: 1, name: /^更正：/ }).waitFor()
    await page.getByText('还没有改动。').waitFor()
    // Its evidence serves for the copy as well.
    await page.getByText('来自被更正的填报').first().waitFor()
    await page.locator('#field-effectiveOn input[type=text]').fill('2025-01-02')
    await page.getByRole('table', { name: '更正的地方' }).getByText('2025-01-02').waitFor()
    await close()
  })
})

describe('the form', () => {
  it('says what is missing, in the order of the form, and goes there', async () => {
    const { page, close } = await as('zhou.min')
    await page.goto(`${server.url}/report`)
    await page.getByLabel('标准号或名称').fill(`${nextNumber()} 病房无陪护管理要求庚`)
    await page.getByText('还差4处').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('还有4处要改，没有提交').waitFor()
    await page.getByRole('button', { name: '本区单位：请填参加的本区单位' }).click()
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
    await page.getByLabel('发布日期').fill('2025-02-30')
    await page.getByText('2025-02-30不存在，2月只有28天').first().waitFor()
    await close()
  })

  it.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a phone', { width: 390, height: 844 }],
  ])('has no barrier that a tool can find on %s', async (_, viewport) => {
    const { page, close, noise } = await as('zhou.min', { viewport })
    await page.goto(`${server.url}/report`)
    await page.getByLabel('标准号或名称').fill(`${nextNumber()} 病房无陪护管理要求辛`)
    await page.getByText('已保存').waitFor()
    if (viewport.width < 400) await page.getByRole('button', { name: /^下一步/ }).click()
    // Two photos of one paper become one file, in the order that is chosen.
    const photos = [1, 2].map((one) => ({
      ...{ name: `第${one}页.png`, mimeType: 'image/png', buffer: makePng(40 * one, 60) },
    }))
    await page.locator('#field-evidence input[type=file]:not([capture])').first().setInputFiles(photos)
    await page.getByRole('button', { name: '前移第2页.png' }).click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    await page.getByRole('button', { name: '合成一份上传（2页）' }).click()
    await page.getByRole('link', { name: '封面和前言页（2页）.pdf' }).waitFor()
    expect(noise).toEqual([])
    await close()
  })
})

/** The recognised figure of the second target, as the overview's data say it. */
async function figure(): Promise<number> {
  const answer = await fetch(`${server.url}/api/plans/lixia-2025/summary`)
  const { targets } = (await answer.json()) as { targets: { code: string; recognised: number }[] }
  return targets.find((one) => one.code === 'national-industry-local-standards')?.recognised ?? Number.NaN
}

function pdfOf(text: string): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ]
  let written = `%PDF-1.4\n% ${text} ${serial} ${Math.random()}\n`
  const offsets = objects.map((object, place) => {
    const offset = written.length
    written += `${place + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  return `${written}xref\n0 4\n0000000000 65535 f \n${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`
}
