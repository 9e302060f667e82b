import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function TargetsPage() {
  const { t } = useWording()
  return <PageTitle title={t('targets.title')} />
}
