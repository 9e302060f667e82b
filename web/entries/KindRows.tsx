import { type EntryField, LEVELS, STANDARD_CLASSES } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Row } from './Row.tsx'

/** Kind, and what a kind asks beside the seven rows: class of a standard without a number, level, document number. */
export function KindRows(props: {
  form: Form
  change: (next: Partial<Form>) => void
  messageOf: (field: EntryField) => string | undefined
  touch: (field: EntryField) => void
}) {
  const { t } = useWording()
  const { form, change } = props
  const { kind } = form
  if (kind === null || (kind === 'standard' && form.number !== null)) return null
  const isStandard = kind === 'standard'
  const isLevelled = kind === 'pilot' || kind === 'organization' || kind === 'platform'
  return (
    <>
      <Row field="kind" label={t('entries.field.kind')} error={props.messageOf('kind')}>
        {({ labelledBy }) => (
          <span className={styles.pair}>
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={kind}
              onChange={(event) =>
                change({
                  kind: event.currentTarget.value as typeof kind,
                  stage: null,
                  item: null,
                  answers: [],
                  level: null,
                  class: null,
                })
              }
            >
              {(['standard', 'pilot', 'organization', 'platform', 'enterprise'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`words.kind.${one}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              className={styles.link}
              onClick={() =>
                change({
                  kind: null,
                  stage: null,
                  item: null,
                  answers: [],
                  level: null,
                  class: null,
                  number: null,
                  pasted: '',
                  title: '',
                  titleTyped: false,
                })
              }
            >
              {t('entries.number.another')}
            </button>
          </span>
        )}
      </Row>
      {isStandard ? (
        <Row field="class" label={t('entries.field.class')} error={props.messageOf('class')}>
          {({ labelledBy }) => (
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.class ?? ''}
              onBlur={() => props.touch('class')}
              onChange={(event) => change({ class: (event.currentTarget.value || null) as Form['class'], stage: null })}
            >
              <option value="">{t('entries.choose')}</option>
              {STANDARD_CLASSES.map((one) => (
                <option key={one} value={one}>
                  {t(`words.class.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Row>
      ) : null}
      {isLevelled ? (
        <Row field="level" label={t('entries.field.level')} error={props.messageOf('level')}>
          {({ labelledBy }) => (
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.level ?? ''}
              onBlur={() => props.touch('level')}
              onChange={(event) => change({ level: (event.currentTarget.value || null) as Form['level'] })}
            >
              <option value="">{t('entries.choose')}</option>
              {LEVELS.map((one) => (
                <option key={one} value={one}>
                  {t(`words.level.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Row>
      ) : null}
      {isStandard ? null : (
        <Row
          field="number"
          label={t(kind === 'organization' ? 'entries.field.bodyNumber' : 'entries.field.documentNumber')}
          error={props.messageOf('number')}
        >
          {({ labelledBy }) => (
            <input
              type="text"
              className={styles.input}
              aria-labelledby={labelledBy}
              maxLength={200}
              value={form.number ?? ''}
              placeholder={kind === 'organization' ? 'SAC/TC 901' : '鲁市监标字〔2025〕90号'}
              onChange={(event) => change({ number: event.currentTarget.value || null })}
            />
          )}
        </Row>
      )}
    </>
  )
}
