import type { SessionState } from '../../server/accounts/contract.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'

type Roles = NonNullable<SessionState['person']>['roles']

/** 角色 with how far they reach: one department, or the whole district; an administrator's has no such reach. */
export function RoleList({ roles }: { roles: Roles }) {
  const { t } = useWording()
  if (roles.length === 0) return <span className="quiet">{t('session.noRole')}</span>
  return (
    <>
      {roles.map(({ role, department, departmentName }, place) => (
        <span key={`${role} ${department}`}>
          {place > 0 ? t('session.roleGap') : ''}
          {departmentName !== null ? (
            <PlanText>{departmentName}</PlanText>
          ) : role === 'admin' ? null : (
            t('session.everywhere')
          )}{' '}
          {t(`words.accountRole.${role}`)}
        </span>
      ))}
    </>
  )
}
