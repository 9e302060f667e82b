import { PlanText } from './Links.tsx'
import { type Piece, runs } from './pieces.ts'

/** A sentence whose names of the plan are marked as Chinese. */
export function Sentence({ text }: { text: string }) {
  return runs(text).map((run, place) =>
    // The runs of a sentence never move.
    run.ofPlan ? <PlanText key={`${place.toString()}-${run.text}`}>{run.text}</PlanText> : run.text,
  )
}

/** Pieces with their weight and colour, one after another. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, tone }, place) => (
    <span key={`${place.toString()}-${text}`} className={tone === undefined ? undefined : `${tone} strong`}>
      <Sentence text={text} />
    </span>
  ))
}
