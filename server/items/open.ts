import type { Pace } from '../../db/words.ts'

/** A target of so few that each item on its way is worth a look; above it they are only a crowd. */
export const FEW = 5

/** Whether what is on its way is told of a target: a pipeline is judged by it, a small target is read by it. */
export const followsOpen = (target: { pace: Pace; value: number }): boolean =>
  target.pace === 'pipeline' || target.value <= FEW
