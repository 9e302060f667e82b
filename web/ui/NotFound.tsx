import { Link } from '@tanstack/react-router'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PageTitle } from './PageTitle.tsx'

/** No such page, target, department … in this plan. */
export function NotFound() {
  const { t } = useWording()
  return (
    <>
      <PageTitle title={t('common.notFound')} deck={t('common.notFoundDetail')} />
      <p>
        <Link {...paths.overview()}>{t('common.backToOverview')}</Link>
      </p>
    </>
  )
}
