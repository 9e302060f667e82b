import { z } from 'zod'
import { ROLES } from '../../db/words.ts'
import { code, uid } from '../plan/contract.ts'

const password = z.string().min(1).max(1000)
const displayName = z.string().trim().min(1).max(50)
const instant = z.iso.datetime()

/** 账号名: small letters, digits, dot, dash; it never changes. */
export const accountName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
  .meta({ examples: ['wjw.sun'] })
const optionalEmail = z.email().max(200).nullable()

/** A role, for one department or (null) for all. */
export const grant = z.strictObject({ role: z.enum(ROLES), department: code.nullable() })
const grants = z.array(grant).max(60)
export type Grant = z.infer<typeof grant>

export const signInBody = z.strictObject({ account: z.string().min(1).max(100), password })
export const setupBody = z.strictObject({
  /** From the one-time link that the program printed. */
  token: z.string().min(1).max(100),
  account: accountName,
  displayName,
  password,
})
export const setupState = z.object({
  /** No account exists yet: the first administrator is made by the one-time link. */
  needed: z.boolean(),
})

/** Who is signed in and what the browser needs to go on. */
export const sessionState = z.object({
  /** null: nobody has signed in. */
  person: z
    .object({
      id: uid,
      account: z.string(),
      displayName: z.string(),
      roles: z.array(
        z.object({ role: z.enum(ROLES), department: code.nullable(), departmentName: z.string().nullable() }),
      ),
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  /** To be sent as `x-csrf-token` with every write; null without a session. */
  csrfToken: z.string().nullable(),
  /** Minutes without an act after which the session ends, and hours after which it ends anyway. */
  idleMinutes: z.int(),
  absoluteHours: z.int(),
  /** 统一身份认证 is set up. */
  singleSignOn: z.boolean(),
  /** The password rules in force. */
  passwordRules: z.object({ mixed: z.boolean(), maxAgeDays: z.int() }),
})
export type SessionState = z.infer<typeof sessionState>

export const changePasswordBody = z.strictObject({ current: password, next: password })

export const ownSession = z.object({
  id: uid,
  createdAt: instant,
  seenAt: instant,
  address: z.string(),
  agent: z.string(),
  isThis: z.boolean(),
})
export const ownSessions = z.object({ rows: z.array(ownSession) })
export type OwnSession = z.infer<typeof ownSession>

export const accountRow = z.object({
  id: uid,
  account: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.object({ role: z.enum(ROLES), department: code.nullable(), departmentName: z.string().nullable() })),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  mustChangePassword: z.boolean(),
  /** Slowed down after failed sign-ins until then; null: not. */
  slowedUntil: instant.nullable(),
  lastSeenAt: instant.nullable(),
  createdAt: instant,
})
export type AccountRow = z.infer<typeof accountRow>
export const accountList = z.object({ rows: z.array(accountRow), total: z.int(), page: z.int(), pageSize: z.int() })
export const accountsQuery = z.strictObject({
  q: z.string().min(1).max(100).optional(),
  role: z.enum(ROLES).optional(),
  department: code.optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export const newAccountBody = z.strictObject({
  account: accountName,
  displayName,
  email: optionalEmail.optional(),
  roles: grants,
})
export const accountPatch = z.strictObject({
  displayName: displayName.optional(),
  email: optionalEmail.optional(),
  roles: grants.optional(),
  disabled: z.boolean().optional(),
})
/** A password that is shown this once and has to be changed at the first sign-in. */
export const oneTimePassword = z.object({ id: uid, account: z.string(), password: z.string() })
export type OneTimePassword = z.infer<typeof oneTimePassword>

export const departmentRow = z.object({ code, name: z.string(), needsSign: z.boolean() })
export const departmentList = z.object({ rows: z.array(departmentRow) })
export const departmentPatch = z.strictObject({ needsSign: z.boolean() })
export const departmentParams = z.strictObject({ code })

/** The house's rules of identity 安全设置; defaults follow 等保2.0. */
export const policy = z.strictObject({
  idleMinutes: z.int().min(5).max(240).default(30),
  absoluteHours: z.int().min(1).max(24).default(12),
  mixedPasswords: z.boolean().default(true),
  passwordMaxAgeDays: z.int().min(0).max(3650).default(90),
})
export type Policy = z.infer<typeof policy>

export const tokenRow = z.object({
  id: uid,
  name: z.string(),
  prefix: z.string(),
  roles: z.array(z.enum(ROLES)),
  createdAt: instant,
  expiresAt: instant,
  endedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
})
export type TokenRow = z.infer<typeof tokenRow>
export const tokenList = z.object({ rows: z.array(tokenRow) })
export const newTokenBody = z.strictObject({
  name: z.string().trim().min(1).max(50),
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
  /** Days until it ends by itself. */
  days: z.int().min(1).max(366),
})
/** The token itself, shown this once. */
export const newToken = tokenRow.extend({ token: z.string() })

export const idParams = z.strictObject({ id: uid })
