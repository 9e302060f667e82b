/**
 * Reads PDF evidence: pages to canvas, text for the page finder. Chromium shows no PDF in a sandboxed frame, and every
 * file of somebody else's is sandboxed (security.md, rule 22), so the pages are drawn here, in a worker, with no script
 * of the document ever run. Loaded by the review page alone.
 */
import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  type RenderTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerSrc from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = workerSrc

/** Pixels of one picture in a document; more is left out instead of filling the memory. */
const LARGEST_IMAGE = 60_000_000
/** Pixels of one drawn page. */
const LARGEST_CANVAS = 16_000_000

export type PdfPage = {
  number: number
  /** Size in CSS pixels at scale 1, as turned by the document itself. */
  width: number
  height: number
}

export type Pdf = {
  pages: readonly PdfPage[]
  /** Draws a page at a scale, turned by 0, 90, 180 or 270 degrees; the answer stops it. */
  draw(
    number: number,
    canvas: HTMLCanvasElement,
    scale: number,
    turn: number,
  ): { done: Promise<void>; stop: () => void }
  /** The words of each page, in order; empty for a scan. Read page by page while nobody waits. */
  texts(): Promise<string[]>
  close(): void
}

/** Why a file cannot be shown: it asks for a password, or it is none that can be read. */
export class CannotShow extends Error {
  readonly reason: 'password' | 'broken'
  constructor(reason: 'password' | 'broken') {
    super(reason)
    this.reason = reason
  }
}

/** Opens a document from its bytes, which it takes over. Throws `CannotShow`. */
export async function openPdf(bytes: ArrayBuffer): Promise<Pdf> {
  const task = getDocument({
    data: bytes,
    cMapUrl: '/pdf/cmaps/',
    cMapPacked: true,
    standardFontDataUrl: '/pdf/standard_fonts/',
    wasmUrl: '/pdf/wasm/',
    useWasm: false,
    enableXfa: false,
    maxImageSize: LARGEST_IMAGE,
    verbosity: 0,
  })
  let document: PDFDocumentProxy
  try {
    document = await task.promise
  } catch (error) {
    void task.destroy()
    throw new CannotShow(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'broken')
  }
  const proxies: PDFPageProxy[] = []
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    proxies.push(page)
    pages.push({ number, width, height })
  }
  let texts: Promise<string[]> | undefined
  return {
    pages,
    draw(number, canvas, scale, turn) {
      const page = proxies[number - 1]
      let task: RenderTask | undefined
      let stopped = false
      const done = (async () => {
        if (page === undefined) return
        const ratio = Math.min(window.devicePixelRatio || 1, 2)
        const rotation = (page.rotate + turn) % 360
        let viewport = page.getViewport({ scale: scale * ratio, rotation })
        const over = (viewport.width * viewport.height) / LARGEST_CANVAS
        if (over > 1) viewport = page.getViewport({ scale: (scale * ratio) / Math.sqrt(over), rotation })
        canvas.width = Math.floor(viewport.width)
        canvas.height = Math.floor(viewport.height)
        if (stopped) return
        task = page.render({ canvas, viewport })
        await task.promise
      })().catch((error: unknown) => {
        if (!stopped) throw error
      })
      return {
        done,
        stop: () => {
          stopped = true
          task?.cancel()
        },
      }
    },
    texts() {
      texts ??= readTexts(proxies)
      return texts
    },
    close: () => void task.destroy(),
  }
}

async function readTexts(pages: readonly PDFPageProxy[]): Promise<string[]> {
  const texts: string[] = []
  for (const page of pages) {
    const { items } = await page.getTextContent()
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  return texts
}
