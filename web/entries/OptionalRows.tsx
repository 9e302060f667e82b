import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Row } from './Row.tsx'

/** 选填: fields that some counting rule reads, and the project of the plan, suggested by its name. */
export function OptionalRows({
  plan,
  form,
  change,
}: {
  plan: Plan
  form: Form
  change: (next: Partial<Form>) => void
}) {
  const { t } = useWording()
  return (
    <div className={styles.optional}>
      <p className={styles.hint}>{t('entries.optional')}</p>
      <Row field="tags" label={t('entries.field.tags')} note={t('entries.tagsHint')} group>
        {() => (
          <div className={styles.tags}>
            {plan.tags.map(({ code, name }) => (
              <label key={code} className={styles.choice} lang="zh-CN">
                <input
                  type="checkbox"
                  checked={form.tags.includes(code)}
                  onChange={(event) =>
                    change({
                      tags: event.currentTarget.checked
                        ? [...form.tags, code]
                        : form.tags.filter((one) => one !== code),
                    })
                  }
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
        )}
      </Row>
      <Row field="project" label={t('entries.field.project')}>
        {({ labelledBy }) => (
          <span className={styles.pair}>
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.project ?? ''}
              onChange={(event) => change({ project: event.currentTarget.value || null, projectChosen: true })}
            >
              <option value="">{t('entries.project.none')}</option>
              {plan.columns.map((column) => (
                <optgroup key={column.number} label={column.title}>
                  {column.groups
                    .flatMap((group) => group.projects)
                    .map((project) => (
                      <option key={project.code} value={project.code}>
                        {project.name}
                        {project.level === null ? '' : `（${t(`words.level.${project.level}`)}）`}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
            {form.project !== null && !form.projectChosen ? (
              <span className={styles.hint}>{t('entries.project.suggested')}</span>
            ) : null}
          </span>
        )}
      </Row>
    </div>
  )
}
