/**
 * What makes the reported thing one thing (design, rule 2): a standard its number, before it has one its plan number; a
 * committee its number; all else title, lead unit and class. Class and nature are read from the number, not typed. Pure.
 */
import type { Edition, Kind, Nature, StandardClass, UnitRole } from '../../db/words.ts'
import { parsePlanNumber, parseStandardNumber } from '../standards/number.ts'

export type Named = {
  kind: Kind
  number: string | null
  planNumber: string | null
  title: string | null
  class: StandardClass | null
  units: readonly { name: string; role: UnitRole | null }[]
}

export type Identity = {
  key: string
  number: string | null
  planNumber: string | null
  class: StandardClass | null
  nature: Nature | null
  edition: Edition | null
  title: string
}

/** The identity of what a draft names; null while it does not name enough to be told apart from anything else. */
export function identify(said: Named): Identity | null {
  const read = said.kind === 'standard' && said.number !== null ? parseStandardNumber(said.number) : null
  const planNumber = said.planNumber
  if (read?.ok)
    return {
      key: `standard ${read.canonical}`,
      number: read.canonical,
      planNumber,
      class: read.class,
      nature: read.nature,
      edition: read.amendment === null ? null : 'amendment',
      title: said.title ?? read.canonical,
    }
  const standardClass = said.class ?? classOfPlan(said)
  const unknown = { planNumber, class: standardClass, nature: null, edition: null }
  if (planNumber !== null)
    return { ...unknown, key: `plan ${planNumber}`, number: null, title: said.title ?? planNumber }
  if (said.kind === 'organization' && said.number !== null) {
    const number = said.number
    return { ...unknown, key: `organization ${number.normalize('NFKC')}`, number, title: said.title ?? number }
  }
  const lead = said.units.find((unit) => unit.role === 'lead') ?? said.units[0]
  const title = said.title === null ? '' : plainText(said.title)
  if (title === '') return null
  return {
    ...unknown,
    key: `${said.kind} ${title} ${plainText(lead?.name ?? '')} ${standardClass ?? ''}`.trim(),
    number: said.number,
    title: said.title ?? '',
  }
}

/** A national or industry plan tells the class of the standard that it will bring. */
function classOfPlan({ kind, planNumber }: Named): StandardClass | null {
  if (kind !== 'standard' || planNumber === null) return null
  return parsePlanNumber(planNumber)?.level ?? null
}

const plainText = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '')
