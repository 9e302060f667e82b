import { useState } from 'react'
import { useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { hasSingleKeys, setSingleKeys } from '../ui/keys.ts'
import styles from './Claim.module.css'

const KEYS = [
  [['J'], 'next'],
  [['K'], 'previous'],
  [['A'], 'approve'],
  [['R'], 'giveBack'],
  [['1', '8'], 'mark'],
  [['E'], 'file'],
  [['+', '-'], 'zoom'],
  [['T'], 'turn'],
  [['Space'], 'scroll'],
  [['X'], 'pick'],
  [['Shift', 'X'], 'pickRun'],
  [['B'], 'bulk'],
  [['M'], 'same'],
  [['D'], 'different'],
  [['G'], 'history'],
  [['Esc'], 'cancel'],
] as const

/** 按键一览, and the switch that turns single letters off. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useWording()
  const [on, setOn] = useState(hasSingleKeys())
  return (
    <Dialog title={t('review.help.title')} onClose={onClose}>
      <dl className={styles.help}>
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{t(`review.help.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <label>
          <input
            type="checkbox"
            checked={!on}
            onChange={(event) => {
              setSingleKeys(!event.currentTarget.checked)
              setOn(!event.currentTarget.checked)
            }}
          />{' '}
          {t('review.help.off')}
        </label>
      </p>
      <p>
        <Button onClick={onClose}>
          {t('review.help.close')} <Key>Esc</Key>
        </Button>
      </p>
    </Dialog>
  )
}
