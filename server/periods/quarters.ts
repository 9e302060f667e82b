/** 报送期: the quarters of a plan and their days. Pure. */

/** Days inclusive, `YYYY-MM-DD`. */
export type Quarter = {
  /** `2025-q3` */
  code: string
  year: number
  /** 1 to 4 */
  quarter: number
  startsOn: string
  endsOn: string
  /** From this day on a return can be handed in. */
  opensOn: string
  /** Later than this a return is 迟报. */
  dueOn: string
}

/** Unless the reviewer moves them: open 10 days before the quarter ends, due 10 days after (an assumption). */
const OPENS_BEFORE_END = 10
const DUE_AFTER_END = 10

const DAY_MS = 86_400_000

/** A day moved by so many days. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The code of the quarter in which a day lies: `2025-q3`. */
export function quarterCodeOf(day: string): string {
  return `${day.slice(0, 4)}-q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/**
 * Every calendar quarter that a plan touches, oldest first, with its usual opening and due days. The first and the last
 * are whole quarters too: what is handed in for them is what was reported in them.
 */
export function quartersOf(startsOn: string, dueOn: string): Quarter[] {
  const found: Quarter[] = []
  let year = Number(startsOn.slice(0, 4))
  let quarter = Math.ceil(Number(startsOn.slice(5, 7)) / 3)
  for (;;) {
    const first = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`
    if (first > dueOn) return found
    const next = quarter === 4 ? `${year + 1}-01-01` : `${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`
    const endsOn = daysLater(next, -1)
    found.push({
      ...{ code: `${year}-q${quarter}`, year, quarter, startsOn: first, endsOn },
      opensOn: daysLater(endsOn, -OPENS_BEFORE_END),
      dueOn: daysLater(endsOn, DUE_AFTER_END),
    })
    if (quarter === 4) year++
    quarter = (quarter % 4) + 1
  }
}

/** The period that people speak of on a day: the last that has opened, before any has the first. */
export function currentOf<P extends Pick<Quarter, 'opensOn'>>(periods: readonly P[], today: string): P | undefined {
  return periods.findLast((one) => one.opensOn <= today) ?? periods[0]
}

/**
 * The period that a department works on: the current one until it is handed in or locked for it, then the quarter of
 * the day (which may be the current one still, to be added to).
 */
export function workedOn<P extends Pick<Quarter, 'code' | 'opensOn'>>(
  periods: readonly P[],
  today: string,
  isSettled: (period: P) => boolean,
): P | undefined {
  const current = currentOf(periods, today)
  if (current === undefined || !isSettled(current)) return current
  return periods.find((one) => one.code === quarterCodeOf(today)) ?? current
}

/**
 * The latest day that a quarter may be due on: the last of the next quarter, since its own returns are asked for then.
 * `endsOn` is the last day of the quarter.
 */
export function latestDue(endsOn: string): string {
  const [year = 0, month = 0] = endsOn.split('-').map(Number)
  return new Date(Date.UTC(year, month + 3, 0)).toISOString().slice(0, 10)
}
