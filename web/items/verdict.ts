import type { ItemRow } from '../../server/items/contract.ts'
import type { Wording } from '../i18n.ts'

/** What a sentence about a verdict may speak of. */
export type Judged = Pick<ItemRow, 'kind' | 'class' | 'level' | 'unitRole'>
export type Verdict = NonNullable<ItemRow['verdict']>

/** The verdict of a counting rule on an item as a full sentence. */
export function whySentence({ t, day }: Pick<Wording, 't' | 'day'>, verdict: Verdict, item: Judged): string {
  return t(`items.why.${verdict.reason}`, {
    kind: t(`words.kind.${item.kind}`),
    class: item.class === null ? '—' : t(`words.class.${item.class}`),
    level: item.level === null ? '—' : t(`words.level.${item.level}`),
    role: item.unitRole === null ? '—' : t(`words.unitRole.${item.unitRole}`),
    stage: verdict.stage === null ? '' : t(`words.stage.${verdict.stage}`),
    on: verdict.on === null ? '' : day(verdict.on),
  })
}
