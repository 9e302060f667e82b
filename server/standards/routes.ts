import type { Refusal } from '../../db/words.ts'
import type { App } from '../context.ts'
import { problem, problemBody, type Wording } from '../problem.ts'
import { type StandardNumberRefusal, standardNumber, standardNumberQuery } from './contract.ts'
import { parseStandardNumber } from './number.ts'

/** How a text is read as a standard number; 422 with the reason if it is none. */
export function standardRoutes(app: App): void {
  app.route({
    method: 'GET',
    url: '/api/standard-numbers',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['standards'],
      summary: '识读标准编号',
      description:
        '从粘贴的文字中识读一个标准编号。读不出时答 422，另有 reason（原因）、numbers（两个编号）、found（所指的代码或编号）、suggestion（相近的代号）。',
      querystring: standardNumberQuery,
      response: { 200: standardNumber, 422: problemBody },
    },
    handler: ({ query }) => {
      const reading = parseStandardNumber(query.text)
      if (reading.ok) return reading
      const { reason, numbers, found, suggestion } = reading
      const params: StandardNumberRefusal = { reason, numbers, found, suggestion }
      throw problem('unreadable', { detail: REFUSALS[reason](params), params })
    },
  })
}

const REFUSALS: Record<Refusal, (refusal: StandardNumberRefusal) => Wording> = {
  'no-number': () => ({
    zh: '文字中没有标准编号。请填写完整编号，例如 GB/T 1.1-2020。',
    en: 'There is no standard number in the text. Please give it whole, such as GB/T 1.1-2020.',
  }),
  'two-numbers': ({ numbers }) => ({
    zh: `里面有两个不同的标准号：${numbers.join(' 和 ')}。请留一个。`,
    en: `There are two different numbers in the text: ${numbers.join(' and ')}. Please keep one.`,
  }),
  'county-level': ({ found }) => ({
    zh: `${found} 是县级行政区划代码；县（区）不制定地方标准，不计入任何指标。`,
    en: `${found} is the code of a county or district; these issue no local standards, and it counts for no target.`,
  }),
  'unknown-code': ({ found, suggestion }) => ({
    zh: suggestion ? `“${found}”不是标准代号，像 ${suggestion}。` : `“${found}”不是标准代号。请核对编号。`,
    en: suggestion
      ? `“${found}” is no standard code; it looks like ${suggestion}.`
      : `The standard code ${found} is not known. Please check the number.`,
  }),
  'unknown-place': ({ found }) => ({
    zh: `DB 后面的 ${found} 不是已知的行政区划代码。请核对编号。`,
    en: `${found} behind DB is no known place. Please check the number.`,
  }),
  'metrology-rule': ({ found }) => ({
    zh: `这是计量规程（${found}），不是标准，不能填报。`,
    en: `This is a metrology rule (${found}), not a standard; it cannot be reported.`,
  }),
  'equipment-rule': ({ found }) => ({
    zh: `${found} 是特种设备安全技术规范，不是标准。`,
    en: `${found} is a safety rule for special equipment, not a standard.`,
  }),
  'military-standard': ({ found }) => ({
    zh: `${found} 是国家军用标准，不在本系统的标准类别之内。`,
    en: `${found} is a military standard, which is outside the classes kept here.`,
  }),
  'plan-number': ({ found }) => ({
    zh: `${found} 是计划号，它指一个制修订项目，不是标准编号。请填入计划号一栏。`,
    en: `${found} is a plan number: it names a project, not a standard. Please give it as the plan number.`,
  }),
  'document-number': ({ found }) => ({
    zh: `“${found}”是文号，不是标准号。报试点请选“试点示范”，文号填在下达文号里。`,
    en: `“${found}” is the number of an official document, not of a standard. A pilot is reported as a pilot, with this as its document number.`,
  }),
  committee: () => ({
    zh: '这是标准化技术委员会的编号，不是标准编号。',
    en: 'This names a technical committee, not a standard.',
  }),
  patent: () => ({ zh: '这是专利号，不是标准编号。', en: 'This is a patent number, not a standard number.' }),
  publication: () => ({
    zh: '这是书号或刊号（ISBN、ISSN、CN），不是标准编号。',
    en: 'This is the number of a book or journal, not of a standard.',
  }),
  classification: () => ({
    zh: '这是标准文献分类号（ICS、CCS），不是标准编号。',
    en: 'This is a classification (ICS, CCS), not a standard number.',
  }),
  'credit-code': () => ({
    zh: '这是统一社会信用代码，不是标准编号。',
    en: 'This is a credit code of an organization, not a standard number.',
  }),
  atlas: () => ({
    zh: '这是标准设计图集的编号，不是标准编号。',
    en: 'This is the number of a set of standard drawings, not of a standard.',
  }),
}
