import 'server-only'
import { randomInt } from 'node:crypto'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'

const recoveryCodeCount = 10

/** Crockford's Base32: without I, L, O and U. Twelve of them are 60 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12

const hashOf = (staffId: string, code: string) => keyedHash('recovery-code', `${staffId}:${code}`)

/** A recovery code as typed by people: spaces, hyphens, small and full-width letters, O for 0, I and L for 1. */
export function normaliseRecoveryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === codeLength && [...code].every((sign) => alphabet.includes(sign)) ? code : null
}

/** Makes ten new codes; those before are void. They are for the page that shows them once and nowhere else. */
export async function makeRecoveryCodes(tx: Tx, staffId: string): Promise<string[]> {
  const sign = () => alphabet[randomInt(alphabet.length)]
  const codes = Array.from({ length: recoveryCodeCount }, () =>
    Array.from({ length: codeLength }, sign).join(''),
  )
  const createdAt = clock.now()
  await tx.recoveryCode.deleteMany({ where: { staffId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ staffId, codeHash: hashOf(staffId, code), createdAt })),
  })
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))
}

/** Uses a code up. @returns how many are left, or null when it is not one, or used */
export async function takeRecoveryCode(tx: Tx, staffId: string, code: string): Promise<number | null> {
  const taken = await tx.recoveryCode.updateMany({
    where: { staffId, codeHash: hashOf(staffId, code), usedAt: null },
    data: { usedAt: clock.now() },
  })
  return taken.count > 0 ? tx.recoveryCode.count({ where: { staffId, usedAt: null } }) : null
}
