/**
 * The pages that a pager names: the first, the last and the neighbours of the one shown; `null` stands for those left
 * out between. One page alone is named instead of being left out.
 */
export function pagesNamed(page: number, pages: number): (number | null)[] {
  const named = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (one) => one === 1 || one === pages || Math.abs(one - page) <= 1,
  )
  return named.flatMap((one, place) => {
    const before = named[place - 1]
    if (before === undefined || one - before === 1) return [one]
    return one - before === 2 ? [one - 1, one] : [null, one]
  })
}
