import type { SessionState } from '../../server/accounts/contract.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'

type Roles = NonNullable<SessionState['person']>['roles']

/** 角色 with the departments that they are for. */
export function RoleList({ roles }: { roles: Roles }) {
  const { t } = useWording()
  if (roles.length === 0) return <span className="quiet">{t('session.noRole')}</span>
  return (
    <>
      {roles.map(({ role, department, departmentName }, place) => (
        <span key={`${role} ${department}`}>
          {place > 0 ? t('session.roleGap') : ''}
          {departmentName === null ? null : <PlanText>{departmentName}</PlanText>} {t(`words.accountRole.${role}`)}
        </span>
      ))}
    </>
  )
}
