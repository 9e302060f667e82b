import { useEffect, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import type { Pdf, PdfPage } from './pdf.ts'
import styles from './Viewer.module.css'

/** Room beside a page, in pixels. */
const MARGIN = 24
/** A page wider than this is read no better, and its foot is far away. */
const WIDEST = 920

/** The pages of a document under each other, each drawn when it comes into sight. */
export function PdfView(props: {
  pdf: Pdf
  /** 1: as wide as the pane. */
  zoom: number
  turn: number
  /** The page to go to, from 1; a new object goes there again. */
  goTo: { page: number } | null
  onPage: (page: number) => void
  label: string
  texts: readonly string[] | undefined
}) {
  const { pdf, zoom, turn, goTo, onPage } = props
  const pane = useRef<HTMLElement>(null)
  const width = useWidth(pane)
  const report = useRef(onPage)
  report.current = onPage

  useEffect(() => {
    if (goTo === null) return
    pane.current?.querySelector(`[data-page="${goTo.page}"]`)?.scrollIntoView({ block: 'start' })
  }, [goTo])

  useEffect(() => {
    const box = pane.current
    if (box === null || width === 0) return
    const onScroll = () => {
      const middle = box.getBoundingClientRect().top + box.clientHeight / 3
      const pages = [...box.querySelectorAll<HTMLElement>('[data-page]')]
      const here = pages.findLast((page) => page.getBoundingClientRect().top <= middle) ?? pages[0]
      report.current(Number(here?.dataset.page ?? 1))
    }
    onScroll()
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => box.removeEventListener('scroll', onScroll)
  }, [width])

  return (
    <section
      ref={pane}
      className={styles.pages}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      aria-label={props.label}
    >
      {width === 0
        ? null
        : pdf.pages.map((page) => (
            <Page
              key={page.number}
              pdf={pdf}
              page={page}
              turn={turn}
              scale={(zoom * Math.min(width - 2 * MARGIN, WIDEST)) / (turn % 180 === 0 ? page.width : page.height)}
              text={props.texts?.[page.number - 1]}
            />
          ))}
    </section>
  )
}

function Page(props: { pdf: Pdf; page: PdfPage; scale: number; turn: number; text: string | undefined }) {
  const { pdf, page, scale, turn, text } = props
  const { t } = useWording()
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const box = frame.current
    if (box === null) return
    const watch = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      root: box.parentElement,
      rootMargin: '400px 0px',
    })
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (!isNear || canvas.current === null) return
    const drawing = pdf.draw(page.number, canvas.current, scale, turn)
    drawing.done.catch(() => undefined)
    return drawing.stop
  }, [isNear, pdf, page.number, scale, turn])
  const [width, height] = turn % 180 === 0 ? [page.width, page.height] : [page.height, page.width]
  return (
    <div
      ref={frame}
      className={styles.page}
      data-page={page.number}
      style={{ width: width * scale, height: height * scale }}
    >
      {isNear ? <canvas ref={canvas} /> : null}
      <p className="hidden-text">
        {t('review.viewer.page', { page: page.number })} {text ?? ''}
      </p>
    </div>
  )
}

/** The width of an element, in whole pixels, as it changes; 0 before it is known. */
function useWidth(of: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const box = of.current
    if (box === null) return
    const watch = new ResizeObserver(() => setWidth(box.clientWidth))
    watch.observe(box)
    return () => watch.disconnect()
  }, [of])
  return width
}
