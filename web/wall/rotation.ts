/** What the wall screen shows in turn, and how old its figures may grow. Pure: every instant is an argument, in ms. */

/** How long a view stays. */
export const TURN_MS = 40_000
/** How often the figures are asked for. */
export const REFRESH_MS = 60_000
/** Figures older than this are said to be old in the title. */
export const OLD_MS = 10 * 60_000
/** Two missed refreshes: the time of the figures is then said beside the day. */
const HELD_MS = 2.5 * REFRESH_MS

export type Rotation = { place: number; paused: boolean; shownAt: number }
export type Turn =
  | { type: 'tick'; now: number }
  | { type: 'step'; by: 1 | -1; now: number }
  | { type: 'pause'; now: number }

/**
 * The next state among `views` views. A tick turns to the next view once the time is over, one view at a time however
 * long the machine slept; a step starts the time anew; a pause holds, and its end grants the full time again. Returns
 * the same object where nothing changes.
 */
export function turn(rotation: Rotation, event: Turn, views: number): Rotation {
  const to = (place: number) => (views === 0 ? 0 : (place + views) % views)
  switch (event.type) {
    case 'pause':
      return { ...rotation, paused: !rotation.paused, shownAt: event.now }
    case 'step':
      return { ...rotation, place: to(rotation.place + event.by), shownAt: event.now }
    case 'tick':
      if (rotation.paused || event.now - rotation.shownAt < TURN_MS) return rotation
      return { ...rotation, place: to(rotation.place + 1), shownAt: event.now }
  }
}

export type Freshness = { state: 'fresh' } | { state: 'held' } | { state: 'old'; minutes: number }

/** Whether figures that came at `updatedAt` are still the last ones, held because the server is away, or old. */
export function freshness(updatedAt: number, now: number, failing: boolean): Freshness {
  const age = now - updatedAt
  if (age >= OLD_MS) return { state: 'old', minutes: Math.floor(age / 60_000) }
  return failing || age >= HELD_MS ? { state: 'held' } : { state: 'fresh' }
}
