import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

/** Whose password a link lets its holder choose. */
export type LinkOwner = { customerId: string } | { staffId: string }

export const activationSeconds = 24 * 3600

const hashOf = (token: string) => keyedHash('activation-token', token)

/** Makes a link's token for its owner; those before it are over. The token is for the message and nowhere else. */
export async function openActivation(tx: Tx, owner: LinkOwner): Promise<string> {
  const now = clock.now()
  const token = randomToken()
  await endActivations(tx, owner)
  await tx.activation.create({
    data: {
      ...owner,
      tokenHash: hashOf(token),
      createdAt: now,
      expiresAt: addSeconds(now, activationSeconds),
    },
    select: { id: true },
  })
  return token
}

/** Makes every link of the owner worthless. */
export async function endActivations(tx: Tx, owner: LinkOwner): Promise<void> {
  await tx.activation.updateMany({ where: { ...owner, endedAt: null }, data: { endedAt: clock.now() } })
}

/** Whose link it is, or null when it is unknown, used, replaced or too old. */
export async function findActivation(tx: Tx, token: string): Promise<LinkOwner | null> {
  const row = await tx.activation.findFirst({
    where: { tokenHash: hashOf(token), endedAt: null, expiresAt: { gt: clock.now() } },
    select: { customerId: true, staffId: true },
  })
  return row && ownerOf(row)
}

/** Uses the link up: of two at once one gets its owner, the other null. */
export async function takeActivation(tx: Tx, token: string): Promise<LinkOwner | null> {
  const now = clock.now()
  const [row] = await tx.activation.updateManyAndReturn({
    where: { tokenHash: hashOf(token), endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
    select: { customerId: true, staffId: true },
  })
  return row ? ownerOf(row) : null
}

function ownerOf({
  customerId,
  staffId,
}: {
  customerId: string | null
  staffId: string | null
}): LinkOwner | null {
  if (customerId) return { customerId }
  return staffId ? { staffId } : null
}
