import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

/** A browser not signed in from for so long is a stranger again. */
export const deviceMemorySeconds = 180 * 86_400

const tokenFormat = /^[\w-]{43}$/
const nobody: DeviceOwner = { customerId: '00000000-0000-7000-8000-000000000000' }

/** Who has signed in there. */
export type DeviceOwner = { customerId: string } | { staffId: string }

/** One browser keeps one token, also when several people share it: each has a hash, and a row, of their own. */
function hashFor(owner: DeviceOwner, token: string): Buffer<ArrayBuffer> {
  return keyedHash('device-token', `${'staffId' in owner ? owner.staffId : owner.customerId}:${token}`)
}

/** Whether the owner has signed in from the browser that holds the token. Asks the same for nobody. */
export async function isKnownDevice(
  tx: Tx,
  owner: DeviceOwner | null,
  token: string | undefined,
): Promise<boolean> {
  if (!token || !tokenFormat.test(token)) return false
  const device = await tx.knownDevice.findUnique({
    where: { tokenHash: hashFor(owner ?? nobody, token) },
    select: { lastUsedAt: true },
  })
  return device !== null && device.lastUsedAt > addSeconds(clock.now(), -deviceMemorySeconds)
}

/** Remembers the browser for its owner. @returns the token its cookie is to hold */
export async function rememberDevice(tx: Tx, owner: DeviceOwner, token: string | undefined): Promise<string> {
  const kept = token && tokenFormat.test(token) ? token : randomToken()
  const now = clock.now()
  const tokenHash = hashFor(owner, kept)
  await tx.knownDevice.upsert({
    where: { tokenHash },
    create: { ...owner, tokenHash, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now },
    select: { id: true },
  })
  return kept
}

/** Makes this browser a stranger to its owner again. */
export async function forgetDevice(tx: Tx, owner: DeviceOwner, token: string): Promise<void> {
  await tx.knownDevice.deleteMany({ where: { tokenHash: hashFor(owner, token) } })
}

/** Makes all browsers but the one that holds `token` strangers to their owner. */
export async function forgetOtherDevices(
  tx: Tx,
  owner: DeviceOwner,
  token: string | undefined,
): Promise<void> {
  const keep = token ? { tokenHash: { not: hashFor(owner, token) } } : {}
  await tx.knownDevice.deleteMany({ where: { ...owner, ...keep } })
}
