import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function TasksPage() {
  const { t } = useWording()
  return <PageTitle title={t('tasks.title')} />
}
