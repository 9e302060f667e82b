/**
 * Evidence for 演示数据: real one- and two-page PDF files, each marked as synthetic, the same bytes for the same claim.
 * No clock, no fonts (the reader's own Chinese font is named).
 */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { EvidenceKind, Stage, StandardClass } from '../db/words.ts'
import type { ReportedEvidence } from '../server/entries/changes.ts'
import { requiredEvidence } from '../server/entries/required-evidence.ts'
import type { DemoReport } from './demo.ts'

/** What the papers speak of; days `YYYY-MM-DD`. */
type Paper = {
  evidence: EvidenceKind
  department: string
  title: string
  effectiveOn: string
  /** Names a paper that has no number of its own. */
  serial: number
  class?: StandardClass
  number?: string
  stage?: Stage
  units?: readonly { name: string; role: 'lead' | 'participant' }[]
  text?: string
}

/** What people call their files. */
const PAPER_NAMES: Record<EvidenceKind, string> = {
  cover: '封面和前言',
  'issue-notice': '发布公告',
  'approval-document': '下达文件',
  'acceptance-document': '验收意见',
  'establishment-document': '成立批复',
  'list-announcement': '名单公告',
  other: '情况说明',
}

/** Every ninth claim but an issued standard is shown by a scan, so that the page finder has something to pass by. */
const SCANNED = 9

/** The evidence that a claim needs, as rows; the bytes are put into `files` by their hash. */
export function demoFiles(
  said: DemoReport,
  department: string,
  entry: string,
  files: Map<string, Buffer>,
): ReportedEvidence[] {
  const item = 'item' in said ? said.item : undefined
  const serial = Number(/\d+$/.exec(entry)?.[0] ?? 1)
  const required = item ? requiredEvidence(item.kind, item.stage) : []
  const kinds = new Set(required.map(({ code }) => (code === 'any' ? said.evidence : code)))
  if (kinds.size === 0) kinds.add(said.evidence)
  return [...kinds].map((kind) => {
    const scanned = item !== undefined && kind !== 'cover' && kind !== 'issue-notice' && serial % SCANNED === 4
    const bytes = scanned
      ? scanOf(serial)
      : paperOf({
          ...item,
          evidence: kind,
          department,
          title: item?.title ?? '重点任务进展',
          effectiveOn: said.effectiveOn,
          serial,
          ...('text' in said ? { text: said.text } : {}),
        })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.set(sha256, bytes)
    return {
      kind,
      name: `${PAPER_NAMES[kind]}（演示${serial}）${scanned ? '.png' : '.pdf'}`,
      mediaType: scanned ? 'image/png' : 'application/pdf',
      bytes: bytes.length,
      sha256,
    }
  })
}

const WIDTH = 595
const HEIGHT = 842
const MARGIN = 64
const MARK = '演示数据'

/** The bytes of a PDF that shows what the claim says. */
function paperOf(paper: Paper): Buffer {
  switch (paper.evidence) {
    case 'cover':
      return pdfOf([cover(paper), foreword(paper)])
    case 'issue-notice':
      return pdfOf([notice(paper)])
    case 'approval-document':
    case 'acceptance-document':
    case 'establishment-document':
    case 'list-announcement':
      return pdfOf([official(paper)])
    default:
      return pdfOf([explanation(paper)])
  }
}

// ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────

type Align = 'left' | 'centre' | 'right'

/** A page as PDF drawing operators, from the top down. */
class Page {
  readonly operators: string[] = []

  /** Writes a line of text; `y` is the distance of its foot from the top, in points. */
  text(text: string, y: number, size: number, align: Align = 'left', bold = false): this {
    const width = widthOf(text) * size
    const x = align === 'left' ? MARGIN : align === 'right' ? WIDTH - MARGIN - width : (WIDTH - width) / 2
    const outline = bold ? `2 Tr ${(size / 40).toFixed(2)} w` : '0 Tr'
    this.operators.push(`BT /F1 ${size} Tf ${outline} ${x.toFixed(1)} ${HEIGHT - y} Td <${hexOf(text)}> Tj ET`)
    return this
  }

  /** Writes text over as many lines as it takes; answers where the next line would stand. */
  block(text: string, y: number, size: number, leading: number): number {
    const room = (WIDTH - 2 * MARGIN) / size
    let line = ''
    let at = y
    for (const mark of text) {
      if (widthOf(line + mark) > room) {
        this.text(line, at, size)
        at += leading
        line = ''
      }
      line += mark
    }
    this.text(line, at, size)
    return at + leading
  }

  rule(y: number, width = 1): this {
    this.operators.push(`${width} w ${MARGIN} ${HEIGHT - y} m ${WIDTH - MARGIN} ${HEIGHT - y} l S`)
    return this
  }

  /** Everything that follows is drawn in a colour, `0 0 0` to `1 1 1`. */
  colour(rgb: string): this {
    this.operators.push(`${rgb} rg ${rgb} RG`)
    return this
  }

  /** The mark of a synthetic paper, across the page. */
  marked(): string {
    const slope = '0.94 0.34 -0.34 0.94'
    return [
      `q 0.95 0.83 0.83 rg BT /F1 60 Tf 0 Tr ${slope} ${WIDTH / 2 - 110} ${HEIGHT / 2 - 80} Tm <${hexOf(MARK)}> Tj ET Q`,
      '0 0 0 rg 0 0 0 RG',
      ...this.operators,
    ].join('\n')
  }
}

const CLASS_NAMES: Partial<Record<StandardClass, string>> = {
  national: '中华人民共和国国家标准',
  industry: '中华人民共和国行业标准',
  local: '山东省地方标准',
  group: '团体标准',
  international: 'INTERNATIONAL STANDARD',
}
const ISSUERS: Partial<Record<StandardClass, string>> = {
  national: '国家标准化管理委员会（演示）',
  industry: '行业主管部门（演示）',
  local: '山东省市场监督管理局（演示）',
  group: '历下区标准化促进会（演示）',
  international: 'ISO (demo)',
}

function classOf(paper: Paper): StandardClass {
  if (paper.class !== undefined) return paper.class
  const number = paper.number ?? ''
  if (/^(ISO|IEC)/.test(number)) return 'international'
  if (/^GB/.test(number)) return 'national'
  if (/^DB/.test(number)) return 'local'
  return number.startsWith('T/') ? 'group' : 'industry'
}

/** A local standard is the province's or, by the four digits of its code, the city's: DB37, DB3701. */
const OF_CITY = { name: '济南市地方标准', issuer: '济南市市场监督管理局（演示）' }

/** What stands at the head and the foot of a standard's cover. */
export function issuedBy(standardClass: StandardClass, number: string): { name: string; issuer: string } {
  if (standardClass === 'local' && /^DB\s?\d{4}/.test(number)) return OF_CITY
  return { name: CLASS_NAMES[standardClass] ?? '标准', issuer: ISSUERS[standardClass] ?? '发布机构（演示）' }
}

function cover(paper: Paper): string {
  const number = paper.number ?? '（报批稿）'
  const { name, issuer } = issuedBy(classOf(paper), number)
  const page = new Page()
    .text('ICS 03.080', 70, 10)
    .text(`CCS A ${10 + (paper.serial % 80)}`, 84, 10)
    .text(number.split(/[\s/]/)[0] ?? '', 110, 40, 'right', true)
    .text(name, 180, 24, 'centre', true)
    .text(number.replace(/-(?=\d{4}$)/, '—'), 218, 14, 'right')
    .rule(228)
  const title = paper.title.split(/\s+/)
  for (const [place, part] of title.entries()) page.text(part, 380 + place * 40, 26, 'centre', true)
  return page
    .text(`${paper.effectiveOn}发布`, 720, 13)
    .text(`${threeMonthsLater(paper.effectiveOn)}实施`, 720, 13, 'right')
    .rule(730)
    .text(`${issuer}  发布`, 760, 15, 'centre')
    .marked()
}

function foreword(paper: Paper): string {
  const page = new Page().text('前    言', 110, 18, 'centre', true)
  let y = 160
  const say = (text: string) => {
    y = page.block(text, y, 12, 22)
  }
  say('    本文件按照GB/T 1.1—2020《标准化工作导则 第1部分：标准化文件的结构和起草规则》的规定起草。')
  say('    请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。')
  say(`    本文件由${paper.department}提出（演示）。`)
  const units = paper.units ?? []
  const others = units.some((unit) => unit.role === 'participant') ? '山东省标准化研究院（演示）、' : ''
  say(`    本文件起草单位：${others}${units.map((unit) => unit.name).join('、')}。`)
  say('    本文件主要起草人：张某、李某、王某（均为虚构）。')
  return page.marked()
}

function notice(paper: Paper): string {
  const year = paper.effectiveOn.slice(0, 4)
  const page = new Page()
    .text(`${issuedBy(classOf(paper), paper.number ?? '').issuer}公告`, 110, 20, 'centre', true)
    .text(`${year}年 第${(paper.serial % 40) + 1}号`, 145, 13, 'centre')
  let y = page.block('    现批准发布下列标准，自实施之日起施行。', 200, 13, 26)
  y = page.block(`    标准编号：${paper.number ?? '—'}`, y + 10, 13, 26)
  y = page.block(`    标准名称：${paper.title}`, y, 13, 26)
  y = page.block(`    发布日期：${paper.effectiveOn}`, y, 13, 26)
  page.block(`    实施日期：${threeMonthsLater(paper.effectiveOn)}`, y, 13, 26)
  return page.text(inWords(paper.effectiveOn), 560, 13, 'right').marked()
}

const DONE: Partial<Record<Stage, string>> = {
  planned: '下达标准制修订计划项目',
  drafting: '启动起草工作',
  comment: '公开征求意见',
  examination: '通过专家审查',
  approval: '报批',
  applied: '申报的受理',
  approved: '下达',
  building: '进入建设期',
  'mid-term': '通过中期评估',
  accepted: '通过验收',
  preparing: '同意筹建',
  established: '批准成立',
  announced: '公布名单',
  revoked: '予以撤销',
  failed: '验收不通过',
  withdrawn: '予以废止',
  expired: '任期届满',
}

function official(paper: Paper): string {
  const year = paper.effectiveOn.slice(0, 4)
  const done = DONE[paper.stage ?? 'approved'] ?? '办理'
  const page = new Page()
    .colour('0.8 0.05 0.05')
    .text('山东省标准化主管部门文件（演示）', 130, 26, 'centre', true)
    .rule(190, 2)
    .colour('0 0 0')
    .text(`鲁标演〔${year}〕${(paper.serial % 200) + 1}号`, 178, 13, 'centre')
  let y = page.block(`关于${paper.title}${done}的通知`, 250, 18, 32)
  y = page.block('历下区人民政府：', y + 20, 14, 28)
  y = page.block(`    经研究，${paper.title}${done}。`, y, 14, 28)
  if (paper.number !== undefined) y = page.block(`    编号：${paper.number}`, y, 14, 28)
  const units = paper.units ?? []
  if (units.length > 0) y = page.block(`    承担单位：${units.map((unit) => unit.name).join('、')}。`, y, 14, 28)
  page.block('    请认真组织实施，按期报送进展。', y, 14, 28)
  return page.text(inWords(paper.effectiveOn), 680, 14, 'right').marked()
}

function explanation(paper: Paper): string {
  const page = new Page().text('情况说明', 110, 20, 'centre', true)
  let y = page.block(`    ${paper.department}：${paper.title}`, 170, 14, 28)
  if (paper.text !== undefined) y = page.block(`    ${paper.text}`, y, 14, 28)
  else y = page.block(`    ${DONE[paper.stage ?? 'building'] ?? '办理'}。`, y, 14, 28)
  return page
    .text(paper.department, y + 60, 14, 'right')
    .text(inWords(paper.effectiveOn), y + 90, 14, 'right')
    .marked()
}

const inWords = (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

function threeMonthsLater(day: string): string {
  return new Date(Date.parse(day) + 92 * 86_400_000).toISOString().slice(0, 10)
}

// ── a scan ───────────────────────────────────────────────────────────────────────────────────────────────────────

const SCAN_WIDTH = 420
const SCAN_HEIGHT = 594
/** Letters of five by seven, one row a number. */
const LETTERS = {
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
} as const

/** A picture of a page without text in it, as a scanner makes one: grey lines under a large DEMO. */
function scanOf(serial: number): Buffer {
  const stride = SCAN_WIDTH + 1
  const pixels = Buffer.alloc(stride * SCAN_HEIGHT, 0xf4)
  for (let row = 0; row < SCAN_HEIGHT; row++) pixels[row * stride] = 0
  const fill = (x: number, y: number, width: number, height: number, grey: number) => {
    for (let row = y; row < y + height; row++) pixels.fill(grey, row * stride + 1 + x, row * stride + 1 + x + width)
  }
  for (let line = 0; line < 19; line++) {
    const width = 300 - ((serial * 7 + line * 53) % 110)
    fill(60, 190 + line * 19, width, 5, 0x9a)
  }
  for (const [place, letter] of (['D', 'E', 'M', 'O'] as const).entries())
    for (const [row, bits] of LETTERS[letter].entries())
      for (let column = 0; column < 5; column++)
        if (bits & (16 >> column)) fill(90 + place * 62 + column * 9, 80 + row * 9, 9, 9, 0x44)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(SCAN_WIDTH, 0)
  head.writeUInt32BE(SCAN_HEIGHT, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

// ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Width of a text in ems: Chinese marks one, Latin ones half. */
function widthOf(text: string): number {
  let width = 0
  for (const mark of text) width += mark.charCodeAt(0) < 0x80 ? 0.5 : 1
  return width
}

function hexOf(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

/** A PDF of pages whose text is in the reader's own Song typeface, so that it can be searched and copied. */
function pdfOf(contents: readonly string[]): Buffer {
  const first = 6
  const kids = contents.map((_, place) => `${first + place * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 95 500]' +
      ' /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0' +
      ' /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...contents.flatMap((content, place) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${first + place * 2 + 1} 0 R` +
        ' /Resources << /Font << /F1 3 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, place) => {
    const offset = text.length
    text += `${place + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
