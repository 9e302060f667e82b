import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { Role } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { hasRole, sessionQuery } from './api.ts'

/**
 * A page for people who have signed in, or for some roles only. Strangers sign in first and come back here; who lacks
 * the role is told so; a password that has to be changed is changed first. The server decides all of it again.
 */
export function RequireSignIn({ roles, children }: { roles?: readonly Role[]; children: ReactNode }) {
  const { t } = useWording()
  const query = useQuery(sessionQuery)
  const { href, pathname } = useLocation()
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} widths={['30%', '50%']} />} empty={null}>
      {({ person }) => {
        if (person === null) return <Lead to="/sign-in" next={href} />
        if (person.mustChangePassword && pathname !== '/account') return <Lead to="/account" />
        if (roles !== undefined && !hasRole(person, ...roles))
          return (
            <>
              <PageTitle title={t('session.wrongRole.title')} />
              <Notice
                tone="warn"
                title={t('session.wrongRole.because', {
                  roles: roles.map((role) => t(`words.accountRole.${role}`)).join(t('session.roleOr')),
                })}
              >
                <p>{t('session.wrongRole.ask')}</p>
              </Notice>
            </>
          )
        return children
      }}
    </Loaded>
  )
}

/**
 * Leads to another page, once. The router's own `Navigate` leads there again with every render, which on the way to a page
 * that is still fetched never ends.
 */
function Lead({ to, next }: { to: '/sign-in' | '/account'; next?: string }) {
  const navigate = useNavigate()
  // The address that is left behind; on the way it becomes another.
  const [from] = useState(next)
  useEffect(() => {
    void navigate({ to, search: from === undefined ? {} : { next: from }, replace: true })
  }, [navigate, to, from])
  return null
}
