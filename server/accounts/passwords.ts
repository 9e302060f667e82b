/** Hashing of passwords and other secrets. */
import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const hashOf = promisify(argon2)
/** OWASP's second choice of argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const HASH_BYTES = 32

/** Hashes a password off the main thread into one PHC string that carries its parameters and salt. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await hashOf('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce,
    tagLength: HASH_BYTES,
    ...COST,
  })
  const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(hash)}`
}

/** Whether a password is the one that was hashed. Takes as long where there is no hash, so that no name shows. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const [, , , cost = '', salt = '', stored = ''] = (phc ?? NOBODY).split('$')
  const number = (name: string) => Number(new RegExp(`(?:^|,)${name}=(\\d+)`).exec(cost)?.[1])
  const kept = Buffer.from(stored, 'base64')
  const hash = await hashOf('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: kept.length,
    memory: number('m'),
    passes: number('t'),
    parallelism: number('p'),
  })
  return timingSafeEqual(hash, kept) && phc !== null
}

/** Of no password: what is worked out where an account has none. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** A secret that cannot be guessed: 192 random bits, in letters and digits that fit an address and a cookie. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** A secret of that size needs no slow hash: SHA-256, hex. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** A password to be read out and changed at once: sixteen characters without look-alikes, of four kinds. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const bytes = [...randomBytes(15)]
  const text = bytes.map((byte) => letters.charAt(byte % letters.length)).join('')
  return `${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}7Qx`
}
