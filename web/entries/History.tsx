import type { EntryDetail } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { formatInstant, NOT_APPLICABLE } from '../format.ts'
import { useWording, type Wording } from '../i18n.ts'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import styles from './Report.module.css'

type Change = EntryDetail['moves'][number]['changes'][number]

/** A value of a field as people read it. */
export function sayValue(
  { t, list }: Wording,
  plan: Plan,
  { field }: { field: Change['field'] },
  value: Change['was'],
): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('entries.conflict.empty')
  if (typeof value === 'boolean') return value ? '✓' : NOT_APPLICABLE
  if (Array.isArray(value))
    return list(
      value.map((one) =>
        typeof one === 'string'
          ? (plan.tags.find((tag) => tag.code === one)?.name ?? one)
          : one.role === null
            ? one.name
            : `${one.name}（${t(`words.unitRole.${one.role}`)}）`,
      ),
    )
  const text = String(value)
  const dictionary: Partial<Record<Change['field'], string>> = {
    stage: `words.stage.${text}`,
    kind: `words.kind.${text}`,
    class: `words.class.${text}`,
    level: `words.level.${text}`,
    edition: `words.edition.${text}`,
    statement: `words.taskStatus.${text}`,
  }
  const key = dictionary[field]
  if (key !== undefined) return String(t(key as 'words.stage.issued'))
  if (field === 'project')
    return (
      plan.columns.flatMap((one) => one.groups.flatMap((group) => group.projects)).find((one) => one.code === text)
        ?.name ?? text
    )
  if (field === 'task') return `（${text}）${plan.tasks.find((one) => one.number === Number(text))?.title ?? ''}`
  return text
}

/** 往来记录: every move of an entry with who, when and why, and what each submission changed. */
export function History({ plan, detail }: { plan: Plan; detail: EntryDetail }) {
  const wording = useWording()
  const { t, list } = wording
  return (
    <Section
      title={t('entries.history.title')}
      id="history"
      note={t('entries.history.created', { by: detail.reporter, at: formatInstant(detail.createdAt) })}
    >
      {detail.moves.length === 0 ? <p className="quiet">{t('entries.history.none')}</p> : null}
      <ol className={styles.moves}>
        {detail.moves.map((move) => (
          <li key={`${move.at}-${move.action}`}>
            <time dateTime={move.at} className={styles.moveAt}>
              {formatInstant(move.at)}
            </time>
            <span>
              {move.by} <strong>{t(`entries.history.action.${move.action}`)}</strong>
              {move.reason === null ? null : <q className={styles.reason}>{move.reason}</q>}
              {move.changes.length === 0 ? null : (
                <span className={styles.hint}>
                  {t('entries.history.changed', {
                    what: list(
                      move.changes.map((one) =>
                        t('entries.history.changedOne', {
                          field: t(`entries.field.${one.field}`),
                          was: sayValue(wording, plan, one, one.was),
                          is: sayValue(wording, plan, one, one.is),
                        }),
                      ),
                    ),
                  })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** What a correction changes of the entry that it corrects, side by side. */
export function Correction({ plan, detail }: { plan: Plan; detail: EntryDetail }) {
  const wording = useWording()
  const { t } = wording
  const { corrects } = detail
  if (corrects === null) return null
  return (
    <Section
      title={t('entries.correction.title')}
      note={t('entries.correction.of', { number: corrects.receipt ?? NOT_APPLICABLE })}
    >
      {corrects.differences.length === 0 ? (
        <p className="quiet">{t('entries.correction.none')}</p>
      ) : (
        <Table
          caption={t('entries.correction.title')}
          rows={corrects.differences}
          rowKey={(row) => row.field}
          columns={[
            {
              key: 'field',
              head: t('entries.conflict.field'),
              names: true,
              width: '10rem',
              cell: (row) => t(`entries.field.${row.field}`),
            },
            {
              key: 'was',
              head: t('entries.correction.was'),
              cell: (row) => <s>{sayValue(wording, plan, row, row.was)}</s>,
            },
            {
              key: 'is',
              head: t('entries.correction.is'),
              cell: (row) => <strong>{sayValue(wording, plan, row, row.is)}</strong>,
            },
          ]}
        />
      )}
    </Section>
  )
}
