import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function DepartmentsPage() {
  const { t } = useWording()
  return <PageTitle title={t('departments.title')} />
}
