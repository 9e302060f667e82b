/** 督查单: its state and the colour in force, which rises by days. Pure. */
import { URGE_COLOURS, type UrgeColour, type UrgeState } from '../../db/words.ts'
import { daysFrom } from '../summary/pace.ts'

export type SlipDays = {
  colour: UrgeColour
  answerBy: string
  /** Day of the first answer; null while there is none. */
  answeredOn: string | null
  closedOn: string | null
}

/** Days after the answer-by day from which an unanswered slip is at least 橙, and 红 (an assumption). */
const ORANGE_AFTER = 1
const RED_AFTER = 8

/** 待答复, 已答复, 已办结 at the end of a day. */
export function slipState(slip: SlipDays, today: string): UrgeState {
  if (slip.closedOn !== null && slip.closedOn <= today) return 'closed'
  return slip.answeredOn !== null && slip.answeredOn <= today ? 'answered' : 'open'
}

/** Days by which the answer is late on a day; 0 while it is not. It stands still once there is an answer or an end. */
export function daysLate(slip: SlipDays, today: string): number {
  const ends = [slip.answeredOn, slip.closedOn, today].filter((day) => day !== null && day <= today)
  const end = ends.sort()[0] ?? today
  return Math.max(0, daysFrom(slip.answerBy, end))
}

/** The colour in force: as issued, or what so many days without an answer make of it. It never falls. */
export function colourOn(slip: SlipDays, today: string): UrgeColour {
  const late = daysLate(slip, today)
  const risen: UrgeColour = late >= RED_AFTER ? 'red' : late >= ORANGE_AFTER ? 'orange' : 'blue'
  return URGE_COLOURS.indexOf(risen) > URGE_COLOURS.indexOf(slip.colour) ? risen : slip.colour
}

/** Sorts the most urgent first: colour in force, then the earlier answer-by day. */
export function byUrgency(today: string) {
  return (a: SlipDays, b: SlipDays): number =>
    URGE_COLOURS.indexOf(colourOn(b, today)) - URGE_COLOURS.indexOf(colourOn(a, today)) ||
    (a.answerBy < b.answerBy ? -1 : a.answerBy > b.answerBy ? 1 : 0)
}
