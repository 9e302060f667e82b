import { useWording } from '../i18n.ts'
import { PageTitle } from '../ui/PageTitle.tsx'

export function ColumnsPage() {
  const { t } = useWording()
  return <PageTitle title={t('columns.title')} />
}
