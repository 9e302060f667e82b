/** The order of a queue on screen: what is open never moves, what is new stands below. Pure. */

/** Keeps the known order, leaves out what has gone, and puts what has come below. */
export function keptOrder(known: readonly string[], present: readonly string[]): string[] {
  const here = new Set(present)
  const kept = known.filter((id) => here.has(id))
  const before = new Set(kept)
  return [...kept, ...present.filter((id) => !before.has(id))]
}

/** What to open after something was decided: what came after it, else what came before; null for an empty queue. */
export function nextAfter(order: readonly string[], decided: string, isThere: (id: string) => boolean): string | null {
  const place = order.indexOf(decided)
  const after = order.slice(place + 1).find(isThere)
  return after ?? order.slice(0, Math.max(place, 0)).findLast(isThere) ?? null
}

/** Everything between two places of the order, both included; for ticking a run. */
export function runBetween(order: readonly string[], one: string, other: string): string[] {
  const [a, b] = [order.indexOf(one), order.indexOf(other)]
  return a < 0 || b < 0 ? [] : order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
