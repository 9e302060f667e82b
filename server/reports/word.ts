/**
 * The report as a Word document in the layout of GB/T 9704-2012 党政机关公文格式: A4, 37/35/28/26 mm, 22 lines of 28
 * characters of 3号, title 2号, levels 黑体, 楷体, page number 4号 outside. Charts are native. Adapter of `docx`.
 */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  DocumentGridType,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  HeightRule,
  type IParagraphOptions,
  type IRunOptions,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { ChartRun } from 'docx/charts'
import { chartText } from './chart.ts'
import type { Block, ReportModel, Typefaces } from './contract.ts'
import { dayText } from './wording.ts'
import { settled } from './zip.ts'

/** Half points: 二号, 三号, 四号, and two sizes of tables. */
const SIZE = { title: 44, body: 32, small: 28, caption: 24, table: 21, annex: 19 } as const
/** Twips: 22 lines fill the 225 mm between the margins. */
const LINE = 579
/** Two characters of 3号. */
const INDENT = 640
const WIDTH = { portrait: 156, landscape: 237 } as const
const RED = 'C00000'
const FACT = '1B4F72'

/** Makes the file. The same model, typefaces and time give the same bytes. */
export async function writeWord(model: ReportModel, typefaces: Typefaces): Promise<Uint8Array> {
  const document = new Composer(model, typefaces).document()
  const file = await Packer.toBuffer(document)
  return settled(new Uint8Array(file), new Date(model.snapshot.madeAt), { 'word/document.xml': offGrid })
}

/** Lines of a table are set closer than the grid of the page; `docx` 9.15 cannot say so of a paragraph. */
function offGrid(xml: string): string {
  return xml.replaceAll(/<w:spacing (?=[^>]*w:line="(?:300|340|400)")/g, '<w:snapToGrid w:val="0"/>$&')
}

class Composer {
  readonly model: ReportModel
  readonly faces: Typefaces
  private readonly notes: string[] = []
  constructor(model: ReportModel, faces: Typefaces) {
    this.model = model
    this.faces = faces
  }

  /** Western letters and digits in one face, 汉字 and their marks in another. */
  private font(face: string, number = this.faces.number) {
    return { ascii: number, hAnsi: number, cs: number, eastAsia: face, hint: 'eastAsia' as const }
  }
  private run(text: string, face = this.faces.body, options: IRunOptions = {}): TextRun {
    return new TextRun({ size: SIZE.body, font: this.font(face), ...options, text })
  }
  private paragraph(children: ParagraphChild[], options: IParagraphOptions = {}): Paragraph {
    return new Paragraph({
      spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      ...options,
      children,
    })
  }

  document(): Document {
    const body = this.body()
    const annexes = this.model.annexes.map((annex, place) => this.annex(annex, place))
    const footnotes = Object.fromEntries(
      this.notes.map((text, place) => [
        String(place + 1),
        {
          children: [
            new Paragraph({
              children: [new TextRun({ text: ` ${text}`, size: 18, font: this.font(this.faces.plain) })],
            }),
          ],
        },
      ]),
    )
    const { faces } = this
    return new Document({
      title: this.model.title,
      subject: `快照第${this.model.snapshot.number}号`,
      description: `SHA-256 ${this.model.snapshot.hash}`,
      creator: this.model.signature,
      lastModifiedBy: this.model.signature,
      evenAndOddHeaderAndFooters: true,
      ...(this.notes.length > 0 ? { footnotes } : {}),
      styles: {
        default: {
          document: {
            run: { size: SIZE.body, font: this.font(faces.body), language: { value: 'en-US', eastAsia: 'zh-CN' } },
          },
          heading1: { run: { size: SIZE.body, font: this.font(faces.heading), color: '000000', bold: false } },
          heading2: { run: { size: SIZE.body, font: this.font(faces.subheading), color: '000000', bold: false } },
          heading3: { run: { size: SIZE.body, font: this.font(faces.body), color: '000000', bold: true } },
        },
      },
      sections: [{ ...this.page('portrait'), children: body }, ...annexes],
    })
  }

  private page(orientation: keyof typeof WIDTH): Pick<ISectionOptions, 'properties' | 'headers' | 'footers'> {
    const mm = convertMillimetersToTwip
    const upright = orientation === 'portrait'
    const margin = upright
      ? { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(18), footer: mm(25) }
      : { top: mm(28), bottom: mm(26), left: mm(30), right: mm(30), header: mm(14), footer: mm(16) }
    const header = () => new Header({ children: [this.headline()] })
    return {
      properties: {
        page: {
          size: {
            width: mm(210),
            height: mm(297),
            orientation: upright ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
          },
          margin,
        },
        grid: { type: DocumentGridType.LINES, linePitch: LINE },
      },
      headers: { default: header(), even: header() },
      footers: { default: this.foot('odd'), even: this.foot('even') },
    }
  }

  /** What the page must not be taken for: synthetic, or not issued yet. */
  private headline(): Paragraph {
    const marks = [...(this.model.demo ? ['演示数据，数字均为虚构'] : []), ...(this.model.draft ? ['草稿'] : [])]
    return new Paragraph({
      alignment: AlignmentType.RIGHT,
      children: [new TextRun({ text: marks.join('　'), size: 18, color: RED, font: this.font(this.faces.plain) })],
    })
  }

  /** — 1 — in 4号, on odd pages right, on even left, one character in. */
  private foot(side: 'odd' | 'even'): Footer {
    const font = this.font(this.faces.plain, this.faces.plain)
    return new Footer({
      children: [
        new Paragraph({
          alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          indent: side === 'odd' ? { right: 280 } : { left: 280 },
          children: [new TextRun({ size: SIZE.small, font, children: ['— ', PageNumber.CURRENT, ' —'] })],
        }),
      ],
    })
  }

  // ── the body ──

  private body(): (Paragraph | Table)[] {
    const { model, faces } = this
    const head: Paragraph[] = []
    if (model.documentNumber !== '') {
      if (model.signature !== '')
        head.push(
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 300 },
            children: [
              new TextRun({
                text: `${model.signature}文件`,
                // On one line of 156 mm, at most 30 pt.
                size: Math.min(60, Math.floor(870 / (model.signature.length + 2))),
                color: RED,
                font: this.font(faces.title),
              }),
            ],
          }),
        )
      head.push(
        this.paragraph([this.run(model.documentNumber)], {
          alignment: AlignmentType.CENTER,
          border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 6 } },
        }),
      )
    }
    head.push(this.paragraph([]))
    if (model.documentNumber !== '') head.push(this.paragraph([]))
    for (const line of titleLines(model.title))
      head.push(
        this.paragraph([this.run(line, faces.title, { size: SIZE.title })], {
          alignment: AlignmentType.CENTER,
          spacing: { line: 700, lineRule: LineRuleType.EXACT },
        }),
      )
    if (model.corrects !== null)
      head.push(
        this.paragraph([this.run(`（更正评估报告第${model.corrects}号）`, faces.subheading)], {
          alignment: AlignmentType.CENTER,
        }),
      )
    head.push(this.paragraph([]))
    if (model.addressee !== '') head.push(this.paragraph([this.run(`${model.addressee}：`)]))
    return [
      ...head,
      ...model.sections.flatMap((section) => [
        this.heading(section.heading, 1),
        ...section.blocks.flatMap((block) => this.block(block, 'portrait')),
      ]),
      ...this.ending(),
    ]
  }

  private heading(text: string, level: 1 | 2 | 3): Paragraph {
    const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const
    const face = { 1: this.faces.heading, 2: this.faces.subheading, 3: this.faces.body }[level]
    return this.paragraph([this.run(text, face, level === 3 ? { bold: true } : {})], {
      heading: levels[level],
      indent: { firstLine: INDENT },
      keepNext: true,
    })
  }

  /** 附件说明, 发文机关署名 and 成文日期, then where the figures come from. */
  private ending(): Paragraph[] {
    const { model, faces } = this
    const several = model.annexes.length > 1
    const list = model.annexes.map((annex, place) =>
      this.paragraph(
        [this.run(`${place === 0 ? '附件：' : '　　　'}${several ? `${place + 1}．` : ''}${annex.title}`)],
        { indent: { firstLine: INDENT }, keepNext: true },
      ),
    )
    const signatures = [
      ...(model.signature === '' ? [] : [{ text: model.signature, right: INDENT }]),
      ...(model.signedOn === null ? [] : [{ text: dayText(model.signedOn), right: 2 * INDENT }]),
    ]
    return [
      ...(list.length > 0 ? [this.paragraph([]), ...list] : []),
      ...(signatures.length > 0 ? [1, 2].map(() => this.paragraph([], { keepNext: true })) : []),
      ...signatures.map(({ text, right }, place) =>
        this.paragraph([this.run(text)], {
          alignment: AlignmentType.RIGHT,
          indent: { right },
          keepNext: place < signatures.length - 1,
        }),
      ),
      new Paragraph({
        spacing: { before: 480 },
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: '808080', space: 6 } },
        children: [
          new TextRun({
            text: `数字出处：快照第${model.snapshot.number}号，看${dayText(model.snapshot.asOf)}，按${dayText(model.snapshot.knownAt)}所知。校验值SHA-256：${model.snapshot.hash}`,
            size: 18,
            color: '454C53',
            font: this.font(faces.plain),
          }),
        ],
      }),
    ]
  }

  private annex({ title, blocks }: ReportModel['annexes'][number], place: number): ISectionOptions {
    const label = this.model.annexes.length > 1 ? `附件${place + 1}` : '附件'
    return {
      ...this.page('landscape'),
      children: [
        this.paragraph([this.run(label, this.faces.heading)]),
        this.paragraph([this.run(title, this.faces.title, { size: 36 })], {
          alignment: AlignmentType.CENTER,
          spacing: { line: LINE, lineRule: LineRuleType.EXACT, after: 160 },
        }),
        ...blocks.flatMap((block) => this.block(block, 'landscape')),
      ],
    }
  }

  // ── blocks ──

  private block(block: Block, orientation: keyof typeof WIDTH): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [this.heading(block.text, block.level)]
      case 'paragraph':
        return [
          this.paragraph(this.spans(block), {
            indent: { firstLine: INDENT },
            alignment: AlignmentType.BOTH,
          }),
        ]
      case 'table':
        return this.table(block, orientation)
      case 'chart':
        return [this.caption(block.caption, block.unit), this.chart(block)]
    }
  }

  /** A source becomes a footnote, once for all the numbers of a paragraph that share it. */
  private spans({ spans }: Extract<Block, { kind: 'paragraph' }>): ParagraphChild[] {
    return spans.flatMap((span, place): ParagraphChild[] => {
      const text = this.run(span.text, this.faces.body, { characterSpacing: -5 })
      if (span.source === null || spans.slice(place + 1).some((later) => later.source === span.source)) return [text]
      this.notes.push(`来源：${span.source}`)
      return [text, new FootnoteReferenceRun(this.notes.length)]
    })
  }

  private caption(text: string, unit: string | null): Paragraph {
    return this.paragraph(
      [
        this.run(text, this.faces.heading, { size: SIZE.caption }),
        ...(unit === null ? [] : [this.run(`（单位：${unit}）`, this.faces.plain, { size: SIZE.table })]),
      ],
      {
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 160, after: 60, line: 400, lineRule: LineRuleType.EXACT },
      },
    )
  }

  private table(block: Extract<Block, { kind: 'table' }>, orientation: keyof typeof WIDTH): (Paragraph | Table)[] {
    const width = convertMillimetersToTwip(WIDTH[orientation])
    const whole = block.columns.reduce((sum, one) => sum + one.width, 0)
    const widths = block.columns.map((one) => Math.floor((one.width / whole) * width))
    const size = orientation === 'portrait' ? SIZE.table : SIZE.annex
    // Neither the head nor the last row stands alone on a page, nor the note under it.
    const stays = (row: (typeof block.rows)[number]) =>
      block.rows.indexOf(row) < 2 || row === block.rows.at(-2) || (block.note !== null && row === block.rows.at(-1))
    const cell = (
      text: string,
      place: number,
      style: 'head' | 'row' | 'group' | 'total',
      keepNext: boolean,
      span = 1,
    ) =>
      new TableCell({
        columnSpan: span,
        width: { size: span > 1 ? width : (widths[place] ?? 0), type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        margins: { top: 30, bottom: 30, left: 70, right: 70 },
        ...(style === 'group' ? { shading: { fill: 'F1F3F4' } } : {}),
        children: [
          new Paragraph({
            alignment:
              style === 'head'
                ? AlignmentType.CENTER
                : span > 1
                  ? AlignmentType.LEFT
                  : ALIGN[block.columns[place]?.align ?? 'start'],
            keepNext,
            spacing: { line: orientation === 'portrait' ? 340 : 300, lineRule: LineRuleType.EXACT },
            children: [
              new TextRun({
                text,
                size,
                bold: style === 'total',
                font: this.font(style === 'head' || style === 'group' ? this.faces.heading : this.faces.plain),
              }),
            ],
          }),
        ],
      })
    const table = new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      borders: {
        top: { style: BorderStyle.SINGLE, size: 8, color: '000000' },
        bottom: { style: BorderStyle.SINGLE, size: 8, color: '000000' },
        left: { style: BorderStyle.SINGLE, size: 4, color: '000000' },
        right: { style: BorderStyle.SINGLE, size: 4, color: '000000' },
        insideHorizontal: { style: BorderStyle.SINGLE, size: 4, color: '808080' },
        insideVertical: { style: BorderStyle.SINGLE, size: 4, color: '808080' },
      },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          height: { value: 420, rule: HeightRule.ATLEAST },
          children: block.columns.map((one, place) => cell(one.head, place, 'head', true)),
        }),
        ...block.rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children:
                row.style === 'group'
                  ? [cell(row.cells[0] ?? '', 0, 'group', true, block.columns.length)]
                  : row.cells.map((text, place) => cell(text, place, row.style, stays(row))),
            }),
        ),
      ],
    })
    const under = new Paragraph({
      spacing: { before: 60, after: 160 },
      children: [
        new TextRun({
          text: block.note === null ? '' : `注：${block.note}`,
          size: 18,
          font: this.font(this.faces.plain),
        }),
      ],
    })
    return [...(block.caption === '' ? [] : [this.caption(block.caption, block.unit)]), table, under]
  }

  private chart(block: Extract<Block, { kind: 'chart' }>): Paragraph {
    const palette = [FACT, '9DB6C8', 'B3261E', 'D5DBE0']
    const bars = block.form === 'bar'
    // The first category of a bar chart stands at the bottom: turned round, the list reads from the top.
    const turn = <T>(list: readonly T[]): T[] => (bars ? [...list].reverse() : [...list])
    const height = bars ? Math.max(180, 24 * block.categories.length + 60) : 290
    const series = block.series.map((one, place) => ({
      name: one.name,
      values: turn(one.values),
      color: one.line ? '15191D' : (palette[place] ?? FACT),
      ...(one.line
        ? { type: 'line' as const, markers: false, line: { color: '15191D', width: 1.5, dash: 'dash' as const } }
        : {}),
      dataLabels: one.line ? (false as const) : { value: true, font: { size: 9 } },
    }))
    const shared = {
      categories: turn(block.categories),
      series,
      legend: block.series.length > 1 ? ({ position: 'bottom' } as const) : (false as const),
      font: { name: this.faces.plain },
      chartArea: { border: 'none' as const },
      categoryAxis: { font: { size: 9 }, ...(block.categories.length > 6 && !bars ? { labelRotation: -45 } : {}) },
      valueAxis: { minimum: 0, font: { size: 9 }, gridlines: true },
      transformation: { width: 585, height },
      altText: { name: block.caption, title: block.caption, description: chartText(block) },
    }
    const chart = bars
      ? new ChartRun({ ...shared, type: 'bar', gapWidth: 60 })
      : new ChartRun({
          ...shared,
          type: 'column',
          gapWidth: 60,
          ...(block.form === 'stacked' ? { stacking: 'stacked' as const } : {}),
        })
    return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 160 }, children: [chart] })
  }
}

const ALIGN = { start: AlignmentType.LEFT, center: AlignmentType.CENTER, end: AlignmentType.RIGHT } as const

/** A long title breaks before the year or the kind of report, never within a word. */
function titleLines(title: string): string[] {
  if (title.length <= 18) return [title]
  const place = title.search(/(\d{4}年度|期满)评估报告$/)
  return place > 0 ? [title.slice(0, place), title.slice(place)] : [title]
}
