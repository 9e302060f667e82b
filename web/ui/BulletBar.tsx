import { useId } from 'react'
import styles from './BulletBar.module.css'

export type Bullet = {
  /** Recognised: solid. */
  recognised: number
  /** In review: hatched, behind the solid part; never added to a figure. */
  inReview?: number
  /** Of `recognised`, what was recognised after the due day 补认定: drawn hollow at its end. */
  supplementary?: number
  /** The target or allocation: how far the empty track reaches. */
  goal: number | null
  /** The value at full width; a longer bar ends in a double slash. */
  scale: number
  /** The pace mark; null where pace cannot be judged. */
  expected?: number | null
  /** Draws the mark in the colour of a shortfall, with the line from the bar to the mark. */
  behind?: boolean
  /** Cut into units; by default where the goal is five or less. */
  units?: boolean
  /** What is on its way, not counted: dashed boxes with the word of the stage. */
  pipeline?: readonly { word: string; items: number }[]
}

/** A nested SVG takes its box from attributes only. */
const SLASHES = {
  bar: { width: '0.75rem', height: '1rem', y: '0.3125rem' },
  thin: { width: '0.75rem', height: '0.75rem', y: '0.4375rem' },
  large: { width: '1.125rem', height: '1.5rem', y: '0.375rem' },
}

/** In rem: how high a word in a bar is, and how wide a bar is at least. */
const SIZES = { bar: { word: 0.6875, narrowest: 15 }, large: { word: 1.125, narrowest: 24 } }

/** The width of a word in em: a latin letter is about half as wide as a 汉字. */
const widthOf = (word: string) => [...word].reduce((sum, letter) => sum + (letter < '\u2000' ? 0.5 : 1), 0)

type Look = {
  label: string
  /** The label is a name of the plan with its figures: Chinese in every language. */
  ofPlan?: boolean
  thin?: boolean
  /** For the wall screen. */
  large?: boolean
}

/** One row's bullet bar in plain SVG: all lengths in % and rem, so that it grows with the text. `label` reads it. */
export function BulletBar({ label, ofPlan = false, thin = false, large = false, ...bar }: Bullet & Look) {
  const id = useId()
  const size = SIZES[large ? 'large' : 'bar']
  const x = (value: number) => `${Math.max(0, Math.min(value / bar.scale, 1)) * 100}%`
  const width = (from: number, to: number) =>
    `${(Math.max(0, Math.min(to, bar.scale) - Math.min(from, bar.scale)) / bar.scale) * 100}%`
  const cut = bar.recognised / bar.scale > 1
  const solidEnd = Math.min(bar.recognised, bar.scale)
  const hollow = bar.supplementary ?? 0
  const inReview = bar.inReview ?? 0
  const goal = bar.goal ?? 0
  const longest = Math.min(Math.max(goal, bar.recognised), bar.scale)
  const inUnits = bar.units ?? (goal > 0 && goal <= 5)
  const expected = bar.expected ?? null
  let open = bar.recognised + inReview
  return (
    <svg
      className={large ? styles.large : thin ? styles.thin : styles.bar}
      role="img"
      aria-label={label}
      lang={ofPlan ? 'zh-CN' : undefined}
    >
      <title>{label}</title>
      <defs>
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="5" height="5" className={styles.paper} />
          <rect width="5" height="1.9" className={styles.fact} />
        </pattern>
      </defs>
      {goal > 0 ? <rect className={`${styles.track} ${styles.body}`} x="0" width={x(goal)} /> : null}
      <rect className={`${styles.fact} ${styles.body}`} x="0" width={x(solidEnd - hollow)} />
      {hollow > 0 ? (
        <rect
          className={`${styles.hollow} ${styles.body}`}
          x={x(solidEnd - hollow)}
          width={width(solidEnd - hollow, solidEnd)}
        />
      ) : null}
      {inReview > 0 ? (
        <rect
          className={`${styles.hatched} ${styles.body}`}
          fill={`url(#${CSS.escape(id)})`}
          x={x(bar.recognised)}
          width={width(bar.recognised, bar.recognised + inReview)}
        />
      ) : null}
      {bar.pipeline?.map(({ word, items }) => {
        const from = open
        open += items
        if (from >= bar.scale) return null
        // The word stands in the first of the boxes, beside a mark that runs through it, and nowhere where it has no room.
        const end = Math.min(from + 1, open, bar.scale)
        const start = expected !== null && expected > from && expected < end ? expected : from
        const hasRoom = widthOf(word) * size.word + 0.375 <= ((end - start) / bar.scale) * size.narrowest
        return (
          <g key={word}>
            <rect className={`${styles.pipeline} ${styles.body}`} x={x(from)} width={width(from, open)} />
            {hasRoom ? (
              <text className={styles.word} x={x((start + end) / 2)} textAnchor="middle">
                {word}
              </text>
            ) : null}
          </g>
        )
      })}
      {inUnits
        ? Array.from({ length: Math.ceil(longest) - 1 }, (_, unit) => unit + 1).map((unit) =>
            unit === goal ? null : <rect key={unit} className={styles.gap} x={x(unit)} />,
          )
        : null}
      {cut ? (
        <svg
          className={styles.slashes}
          {...SLASHES[large ? 'large' : thin ? 'thin' : 'bar']}
          x="95%"
          viewBox="0 0 12 16"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d="M0 17L5 -1M6 17l5-18" />
        </svg>
      ) : null}
      {expected !== null && bar.behind ? (
        <rect className={styles.lack} x={x(bar.recognised)} width={width(bar.recognised, expected)} />
      ) : null}
      {expected === null ? null : (
        <>
          <rect className={styles.halo} x={x(expected)} />
          <rect className={`${styles.mark} ${bar.behind ? styles.late : ''}`} x={x(expected)} />
        </>
      )}
    </svg>
  )
}
