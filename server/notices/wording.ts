/**
 * A summary as the text of a mail or a message to a group. Pure; Chinese only, as official mail is: an account carries
 * no language, that is a choice of each browser.
 */
import type { NoticeKind } from '../../db/words.ts'
import type { NoticeLine, NoticeSubject } from './contract.ts'

const HEADS: Record<NoticeKind, (items: number) => string> = {
  returned: (n) => `退回${n}项，请补正`,
  urged: (n) => `收到督查单${n}张`,
  'urge-overdue': (n) => `督查单${n}张已过答复期限`,
  overdue: () => '报送单已过期限，还没有交',
  due: (n) => `将到期${n}件`,
  'to-sign': (n) => `待签批${n}项`,
  'to-review': (n) => `待审核${n}项`,
  'urge-answered': (n) => `督查单有${n}件答复`,
  objected: (n) => `部门有异议${n}件，请处理`,
  assigned: (n) => `分工、分解或时限有变动${n}件，请确认或提出异议`,
  signed: (n) => `已签批${n}项，等区市场监管局审核`,
  recognised: (n) => `已认定${n}项`,
}

/** 10月10日 */
export const dayInText = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

const ROLE: Record<string, string> = { lead: '牵头', participant: '参与' }

/** “分解值2，原为3”, “改为牵头”, “不再承担”. */
function changeText({ kind, before, after }: NonNullable<NoticeSubject['change']>): string {
  switch (kind) {
    case 'value':
      if (after === null) return `不再分解，原为${before}`
      return before === null ? `分解值${after}` : `分解值${after}，原为${before}`
    case 'deadline':
      if (after === null) return `取消时限，原为${before}`
      return before === null ? `完成时限${after}` : `完成时限${after}，原为${before}`
    default: {
      const role = (code: string) => ROLE[code] ?? code
      if (after === null) return '不再承担'
      return before === null ? role(after) : `改为${role(after)}`
    }
  }
}

function subjectText({ title, note, on, days, change }: NoticeSubject): string {
  const when =
    on === null
      ? ''
      : days === null
        ? `，${dayInText(on)}`
        : days > 0
          ? `，${dayInText(on)}截止，还有${days}天`
          : days === 0
            ? `，${dayInText(on)}今天截止`
            : `，${dayInText(on)}截止，已过${-days}天`
  const changed = change === null ? '' : `，${changeText(change)}`
  return `  ${title}${changed}${note === null ? '' : `：${note}`}${when}`
}

/** Subject and body of a person's summary. */
export function summaryText(
  product: string,
  on: string,
  lines: readonly NoticeLine[],
  address: string | null,
): { subject: string; body: string } {
  const heads = lines.map((line) => HEADS[line.kind](line.items))
  const parts = lines.map((line) => {
    const more = line.items - line.subjects.length
    const subjects = line.subjects.map(subjectText)
    return [HEADS[line.kind](line.items), ...subjects, ...(more > 0 ? [`  另有${more}项`] : [])].join('\n')
  })
  const where = address === null ? '' : `\n\n打开工作台：${address}/desk`
  return {
    subject: `${product}：${heads.slice(0, 2).join('，')}`,
    body: `${dayInText(on)}\n\n${parts.join('\n\n')}${where}`,
  }
}

/** The last event of the audit chain, as an auditor is sent it each day to keep outside of the system. */
export function chainText(
  product: string,
  on: string,
  head: { number: number; hash: string },
): { subject: string; body: string } {
  return {
    subject: `${product}：${dayInText(on)}审计链第${head.number}条`,
    body: `${on}，审计链最后一条是第${head.number}条，校验值：\n\n${head.hash}\n\n请留存。以后核验审计链时，第${head.number}条的校验值应当与此相同；不同，就是以前的记录被改过。`,
  }
}

/** What a group is told of a period: its due day, who has not handed in, and the queue. */
export function groupText(told: {
  product: string
  period: string
  dueOn: string
  daysLeft: number
  missing: readonly string[]
  queue: number
  address: string | null
}): { subject: string; body: string } {
  const { product, period, dueOn, daysLeft, missing, queue, address } = told
  const when =
    daysLeft > 0
      ? `${dayInText(dueOn)}截止，还有${daysLeft}天`
      : daysLeft === 0
        ? '今天截止'
        : `${dayInText(dueOn)}已截止，过了${-daysLeft}天`
  const who = missing.length === 0 ? '各部门都已报送。' : `还没有报送的${missing.length}家：${missing.join('、')}。`
  const subject = `${period}报送${when}`
  const body = `【${product}】${subject}。${who}审核中${queue}项。${address === null ? '' : `\n${address}/`}`
  return { subject, body }
}

/** The longest beginning of a text that fits into so many bytes of UTF-8, with … where it was cut. */
export function clip(text: string, bytes: number): string {
  const encoder = new TextEncoder()
  if (encoder.encode(text).length <= bytes) return text
  let kept = ''
  let length = 3
  for (const character of text) {
    length += encoder.encode(character).length
    if (length > bytes) break
    kept += character
  }
  return `${kept}…`
}
