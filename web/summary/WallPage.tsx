import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function WallPage() {
  const { t } = useWording()
  return <PageTitle title={t('summary.title')} />
}
