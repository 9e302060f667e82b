import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function PlanPage() {
  const { t } = useWording()
  return <PageTitle title={t('plan.title')} />
}
