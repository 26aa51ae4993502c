import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

/** A browser not signed in from for so long is a stranger again. */
export const deviceMemorySeconds = 180 * 86_400

const tokenFormat = /^[\w-]{43}$/
const nobody = '00000000-0000-7000-8000-000000000000'

/** One browser keeps one token, also when several customers share it: each has a hash, and a row, of their own. */
function hashFor(customerId: string, token: string): Buffer<ArrayBuffer> {
  return keyedHash('device-token', `${customerId}:${token}`)
}

/** Whether this customer has signed in from the browser that holds the token. Asks the same for no customer. */
export async function isKnownDevice(
  tx: Tx,
  customerId: string | null,
  token: string | undefined,
): Promise<boolean> {
  if (!token || !tokenFormat.test(token)) return false
  const device = await tx.knownDevice.findUnique({
    where: { tokenHash: hashFor(customerId ?? nobody, token) },
    select: { lastUsedAt: true },
  })
  return device !== null && device.lastUsedAt > addSeconds(clock.now(), -deviceMemorySeconds)
}

/** Remembers the browser for this customer. @returns the token its cookie is to hold */
export async function rememberDevice(tx: Tx, customerId: string, token: string | undefined): Promise<string> {
  const kept = token && tokenFormat.test(token) ? token : randomToken()
  const now = clock.now()
  const tokenHash = hashFor(customerId, kept)
  await tx.knownDevice.upsert({
    where: { tokenHash },
    create: { customerId, tokenHash, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now },
    select: { id: true },
  })
  return kept
}

/** Makes this browser a stranger to the customer again. */
export async function forgetDevice(tx: Tx, customerId: string, token: string): Promise<void> {
  await tx.knownDevice.deleteMany({ where: { tokenHash: hashFor(customerId, token) } })
}

/** Makes all browsers but the one that holds `token` strangers to the customer. */
export async function forgetOtherDevices(
  tx: Tx,
  customerId: string,
  token: string | undefined,
): Promise<void> {
  const keep = token ? { tokenHash: { not: hashFor(customerId, token) } } : {}
  await tx.knownDevice.deleteMany({ where: { customerId, ...keep } })
}
