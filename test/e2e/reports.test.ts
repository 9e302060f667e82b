/** 年度报告 in a real browser: from a snapshot to the issued paper, with the department's text on the way. */
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../fixtures/people.ts'
import { launch, openAs, type Server, seriousFaults, startServer } from './support.ts'

const PEOPLE = ['writer 陈立 reviewer', 'clerk 孙倩 reporter:wjj', 'guest 周看 viewer']
const DRAFT = '贯彻国家标准化发展纲要实施意见2025年度评估报告'
let browser: Browser
let demo: Server

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launch(), startServer('demo')])
  await addPeople(demo, ...PEOPLE)
})
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.stop()])
})

const signedIn = (account: string, viewport = { width: 1440, height: 900 }) =>
  openAs(browser, demo, account, { viewport })

const text = (page: Page) => page.getByRole('textbox', { name: '下一步工作' })

describe('a report', () => {
  it('is begun from a snapshot that is frozen for it', async () => {
    const { page, noise, close } = await signedIn('writer')
    await page.goto(`${demo.url}/reports`)
    await page.getByRole('heading', { level: 1, name: '已印发1份，起草中1份' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: '冻结一个快照' }).click()
    // Nothing is frozen by one press: what it is for is asked, and the day stands on the button.
    const freeze = page.getByRole('button', { name: '冻结2025-06-30的数字，以后不能改' })
    await freeze.click()
    await page.getByText('这一项要填写').waitFor()
    expect(await page.getByRole('dialog').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    await page.getByLabel('用途').fill('年度评估用')
    await freeze.click()
    await page.getByRole('row', { name: /第3号.*年度评估用/ }).waitFor()
    await page.getByRole('button', { name: '起草一份报告' }).click()
    await page.getByLabel('年度', { exact: true }).fill('2025')
    await page.getByRole('button', { name: '开始起草' }).click()
    await page.getByRole('heading', { level: 1, name: DRAFT }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })

  it('gets a text of the department, which is saved as it is written', async () => {
    const { page, noise, close } = await signedIn('clerk')
    await page.goto(`${demo.url}/narratives`)
    await page.getByRole('heading', { level: 1, name: '2份报告等着本部门的材料' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    const form = page.locator('form').first()
    await form.getByLabel('材料').fill('全年推进现代医疗综合服务试点，组织培训4场。')
    await page.getByText(/草稿已存/).waitFor()
    await form.getByRole('button', { name: '交给区市场监管局' }).click()
    await page.getByText(/^已交/).first().waitFor()
    expect(noise).toEqual([])
    await close()
  })

  it('names every number that was typed, takes figures as fields, and is issued once all have a source', async () => {
    const { page, noise, close } = await signedIn('writer')
    await page.goto(`${demo.url}/reports`)
    await page.getByRole('link', { name: DRAFT }).click()

    // The department's words are taken over with their source.
    await page.getByRole('button', { name: /区卫健局/ }).click()
    await page.getByRole('button', { name: '采用到“部门工作情况”' }).click()
    await page.getByRole('button', { name: /区卫健局.*已采用/ }).waitFor()

    // A chart stands in the text as it will be drawn; an empty section is named before anything is issued.
    await page.getByRole('link', { name: /目标完成情况/ }).click()
    await page.getByRole('textbox', { name: '目标完成情况' }).locator('figure svg').first().waitFor()
    await page.getByRole('button', { name: '印发', exact: true }).click()
    await page.getByText('1节没有内容：下一步工作').waitFor()
    await page.getByRole('button', { name: '回去写' }).click()
    await page.getByRole('link', { name: /下一步工作/ }).click()
    await text(page).click()
    await page.keyboard.type('力争增长三成，推动@')
    await page.getByLabel('找一个数').fill('专栏项目：停滞')
    await page.keyboard.press('Enter')
    await text(page).locator('[data-figure="projects.stalled"]').waitFor()
    await page.keyboard.type('个项目。')
    await page.getByText('“三成”没有来历').waitFor()
    await page.getByText(/已保存/).waitFor()

    await page.getByRole('button', { name: '印发', exact: true }).click()
    await page
      .getByText(/^输入|没有来历，不能印发|印发以后题目/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '写明出处' }).click()
    await page.getByRole('textbox', { name: '出处' }).fill('领导小组会议纪要')
    await page.getByRole('button', { name: '记下出处' }).click()
    await page.getByText('“三成”没有来历').waitFor({ state: 'detached' })
    await page.getByText(/已保存/).waitFor()
    await page.getByRole('button', { name: '印发', exact: true }).click()
    await page.getByText(/节还在写：.*下一步工作/).waitFor()
    await page.getByRole('button', { name: '回去写' }).click()
    await page.getByRole('button', { name: '这一节写完了' }).click()
    await page.getByRole('link', { name: /下一步工作.*写完/ }).waitFor()
    expect(await text(page).innerText()).toMatch(/力争增长三成\u200b?，推动\d+\u200b?个项目。/)

    await page.getByRole('button', { name: '印发', exact: true }).click()
    await page.getByRole('button', { name: '印发，以后不能改' }).click()
    await page.getByText('已印发').first().waitFor()
    expect(await page.getByRole('button', { name: '印发', exact: true }).count()).toBe(0)
    const paper = page.frameLocator('iframe')
    await paper.getByText('力争增长三成').waitFor()
    expect(await paper.getByText('来源：领导小组会议纪要').count()).toBe(1)
    const href = await page.getByRole('link', { name: '导出公文Word' }).getAttribute('href')
    const word = await page.request.get(`${demo.url}${href}`)
    expect([word.status(), word.headers()['content-type']]).toEqual([200, expect.stringContaining('wordprocessingml')])
    expect(noise).toEqual([])
    await close()
  })

  it('is read by who only looks, and says what changed against an earlier snapshot', async () => {
    const { page, noise, close } = await signedIn('guest')
    await page.goto(`${demo.url}/reports`)
    await page.getByRole('link', { name: DRAFT }).click()
    await page.frameLocator('iframe').getByRole('heading', { name: '一、总体情况' }).waitFor()
    await page.goto(`${demo.url}/snapshots/3?with=1`)
    await page.getByRole('heading', { level: 1, name: /^快照第3号/ }).waitFor()
    await page.getByText('对得上').first().waitFor()
    expect(await page.getByText('对得上').count()).toBe(12)
    expect(await seriousFaults(page)).toEqual([])
    expect(noise).toEqual([])
    await close()
  })
})
