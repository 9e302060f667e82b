/**
 * What a password must be (security.md rule 1). The length and the refusal of common words and names follow ASVS 5.0;
 * mixing kinds of characters and changing regularly follow 等保2.0 (GB/T 22239-2019) and can be switched off. Pure.
 */
export const MIN_LENGTH = 8
export const MAX_LENGTH = 128

export type PasswordFault = 'too-short' | 'too-long' | 'too-simple' | 'common' | 'holds-name'

type Given = {
  /** Account name, display name, department, product: what somebody would guess first. */
  names: readonly string[]
  /** At least three of: capitals, small letters, digits, others. */
  mixed: boolean
  isCommon(word: string): boolean
}

/** Why a password cannot be taken; empty where it can. Length is counted in characters, not bytes. */
export function passwordFaults(password: string, { names, mixed, isCommon }: Given): PasswordFault[] {
  const faults: PasswordFault[] = []
  const length = [...password].length
  if (length < MIN_LENGTH) faults.push('too-short')
  if (length > MAX_LENGTH) faults.push('too-long')
  if (mixed && kindsIn(password) < 3) faults.push('too-simple')
  const plain = password.toLowerCase()
  // A common word with digits and marks hung on is as easily guessed.
  if (isCommon(plain) || isCommon(plain.replace(/[^a-z]+$/, ''))) faults.push('common')
  const words = names.flatMap((name) => [name, ...name.split(/[\s\-_.@]+/)]).map((name) => name.toLowerCase())
  if (words.some((word) => [...word].length >= (/[^ -~]/.test(word) ? 2 : 4) && plain.includes(word)))
    faults.push('holds-name')
  return faults
}

function kindsIn(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
}

/** Whether a password is due for a change: `maxAgeDays` 0 for never. */
export function isPasswordOld(changedAt: string | null, maxAgeDays: number, now: Date): boolean {
  if (maxAgeDays === 0 || changedAt === null) return false
  return now.getTime() - Date.parse(changedAt) > maxAgeDays * 86_400_000
}
