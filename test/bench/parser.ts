/** How many texts a second are read as standard numbers. */
import { parseStandardNumber } from '../../server/standards/number.ts'
import { median } from './load.ts'

const TEXTS = [
  'GB/T 19001-2016',
  'GB／Ｔ 19001－2016《质量管理体系 要求》',
  'gbt1.1-2020',
  'DB37/T 4001—2024 港口装卸规范',
  'DB3701/T 12-2023',
  'YD/T 3707-2020',
  'WS/T 367-2012 医疗机构消毒技术规范',
  'T/CAS 700-2023',
  'Q/LXMH 001-2024',
  'ISO/IEC 27001:2022',
  'IEC 60335-1:2020+AMD1:2023',
  'GB 4943.1-2022/XG1-2024',
  'GB/T 24001-2016/ISO 14001:2015',
  'JJF 1001-2011',
  '历下政发〔2023〕3号',
  '20231234-T-469',
]
const LONG = '全国标准信息公共服务平台公布的推荐性国家标准包括'.repeat(20)

export type Parsing = { textsPerSecond: number; longTextsPerSecond: number }

export function measureParser(): Parsing {
  return {
    textsPerSecond: perSecond(TEXTS),
    longTextsPerSecond: perSecond(TEXTS.map((text) => `${LONG}${text}`.slice(-480))),
  }
}

function perSecond(texts: readonly string[]): number {
  const run = (ms: number) => {
    const begun = performance.now()
    let read = 0
    while (performance.now() - begun < ms) for (const text of texts) if (parseStandardNumber(text)) read++
    return (read / (performance.now() - begun)) * 1000
  }
  run(500)
  return median([run(500), run(500), run(500)])
}
