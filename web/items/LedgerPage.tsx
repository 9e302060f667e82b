import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function LedgerPage() {
  const { t } = useWording()
  return <PageTitle title={t('items.title')} />
}
