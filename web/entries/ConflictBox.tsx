import { useState } from 'react'
import type { Plan } from '../../server/plan/contract.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { BodyKey } from './form.ts'
import { sayValue } from './History.tsx'
import styles from './Report.module.css'
import type { Conflict } from './use-draft.ts'

/** Both sides changed the same fields: one row each, neither preselected. */
export function ConflictBox(props: {
  plan: Plan
  conflict: Conflict
  choose: (picks: Partial<Record<BodyKey, 'mine' | 'theirs'>>) => void
}) {
  const wording = useWording()
  const { t } = wording
  const { plan, conflict } = props
  const [picks, setPicks] = useState<Partial<Record<BodyKey, 'mine' | 'theirs'>>>({})
  const [tried, setTried] = useState(false)
  const by = conflict.by ?? t('entries.conflict.somebody')
  const say = (key: BodyKey, side: 'mine' | 'theirs') =>
    sayValue(wording, plan, { field: key as 'stage' }, conflict[side][key] as string)
  const whole = conflict.asked.every((key) => picks[key] !== undefined)
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t('entries.conflict.title', {
        by,
        time: conflict.at === null ? '' : formatInstant(conflict.at).slice(11),
        count: conflict.asked.length,
      })}
    >
      <table className={styles.conflict}>
        <thead>
          <tr>
            <th scope="col">{t('entries.conflict.field')}</th>
            <th scope="col">{t('entries.conflict.mine')}</th>
            <th scope="col">{t('entries.conflict.theirs', { by })}</th>
          </tr>
        </thead>
        <tbody>
          {conflict.asked.map((key) => (
            <tr key={key}>
              <th scope="row">{t(`entries.field.${key}`)}</th>
              {(['mine', 'theirs'] as const).map((side) => (
                <td key={side}>
                  <label className={styles.choice}>
                    <input
                      type="radio"
                      name={`conflict-${key}`}
                      checked={picks[key] === side}
                      onChange={() => setPicks({ ...picks, [key]: side })}
                    />
                    <span>{say(key, side)}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {tried && !whole ? <p className={styles.error}>{t('entries.conflict.choose')}</p> : null}
      <Button
        onClick={() => {
          setTried(true)
          if (whole) props.choose(picks)
        }}
      >
        {t('entries.conflict.save')}
      </Button>
    </Notice>
  )
}
