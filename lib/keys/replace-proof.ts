import 'server-only'
import type { Tx } from '@/lib/db/client'
import { fieldError } from '@/lib/errors'
import type { StoredProof } from './make-proof'

/**
 * Puts a new proof in the place of a key's current one. Call it for a key that was loaded for its owner.
 * @param times.until how long the old one goes on, exclusive; null erases it
 * @throws AppError `public_key_same` at `publicKey`
 */
export async function replaceProof(
  tx: Tx,
  apiKeyId: string,
  proof: StoredProof,
  { now, until }: { now: Date; until: Date | null },
): Promise<void> {
  const current = { apiKeyId_place: { apiKeyId, place: 'current' } } as const
  const old = await tx.apiKeySecret.findUnique({ where: current, select: { publicKey: true } })
  if (proof.publicKey && old?.publicKey && proof.publicKey.equals(old.publicKey))
    throw fieldError('publicKey', 'public_key_same')
  await tx.apiKeySecret.deleteMany({ where: { apiKeyId, place: 'previous' } })
  if (old && until)
    await tx.apiKeySecret.update({
      where: current,
      data: { place: 'previous', validBefore: until },
      select: { apiKeyId: true },
    })
  else await tx.apiKeySecret.deleteMany({ where: { apiKeyId } })
  await tx.apiKeySecret.create({ data: { apiKeyId, ...proof, createdAt: now }, select: { apiKeyId: true } })
}
