/** 导入 by a clerk in a real browser: a quarter's table chosen, looked through, mended, written, taken back. */
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPeople } from '../fixtures/people.ts'
import { workbook } from '../fixtures/tables.ts'
import { launch, openAs, type Server, seriousFaults, startServer } from './support.ts'

let browser: Browser
let server: Server

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launch(), startServer('real')])
  await addPeople(server, 'sun 孙倩 reporter:wjj')
})
afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()])
})

it('brings a table in: what is wrong is mended in its row, all is written or nothing, and taken back as one', async () => {
  const { page, noise, close } = await openAs(browser, server, 'sun', { viewport: { width: 1366, height: 768 } })
  await page.goto(`${server.url}/import`)
  await page.getByRole('heading', { name: '导入：把表里的成果写成草稿' }).waitFor()
  expect(await seriousFaults(page, 'main')).toEqual([])

  const buffer = Buffer.from(
    await workbook({
      标准: [
        ['区卫健局三季度标准台账'],
        ['序号', '标准号', '标准名称', '阶段', '发布日期', '本区单位', '作用'],
        [1, 'DB37/T 9421-2025', '节气药膳制作服务指南', '发布', '2025-08-01', '历下药膳研究会', '主导'],
        [2, 'GB/T 9418', '医用物资智慧物流编码规则', '已经发了', '2025-07-30', '泉城明湖医院', '参与'],
      ],
    }),
  )
  await page.setInputFiles('#import-file', { name: '三季度.xlsx', mimeType: '', buffer })
  await page.getByRole('heading', { name: '核对2行：1行可以导入，1行有错' }).waitFor()
  expect(await seriousFaults(page, 'main')).toEqual([])
  // While a row is open the main button promises nothing but to go there; what is wrong stands in the box, to be mended.
  const box = page.getByLabel('第4行标准号或编号', { exact: true })
  await page.getByRole('button', { name: '全部2', exact: true }).click()
  await page.getByRole('button', { name: '去处理没定的1行' }).click()
  await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await box.inputValue()).toBe('GB/T 9418')
  await page.getByText('标准号或编号', { exact: true }).waitFor()
  await box.fill('GB/T 9418-2025')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '改为发布' }).click()
  await page.getByRole('heading', { name: '核对2行：2行可以导入' }).waitFor()
  await page.getByRole('button', { name: '写入2行草稿' }).click()
  await page.getByRole('heading', { name: '已写入2行草稿' }).waitFor()
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByRole('heading', { name: '这次导入已撤销' }).waitFor()
  expect(noise).toEqual([])
  await close()
})

it('says why a file is not taken, in the page', async () => {
  const { page, close } = await openAs(browser, server, 'sun', { viewport: { width: 390, height: 844 } })
  await page.goto(`${server.url}/import`)
  await page.getByRole('heading', { name: /^导入/ }).waitFor()
  await page.setInputFiles('#import-file', { name: '表.xls', mimeType: '', buffer: Buffer.from('x') })
  await page.getByRole('alert').getByText('只收 .xlsx 和 .csv').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await close()
})
