import { database } from '@/lib/db/client'

/** A key as a login proves to have it, by the secret that is its present one. */
export async function provenKey(id: string): Promise<{ id: string; secretMadeAt: Date }> {
  const { createdAt: secretMadeAt } = await database().apiKeySecret.findFirstOrThrow({
    where: { apiKeyId: id, place: 'current' },
  })
  return { id, secretMadeAt }
}
