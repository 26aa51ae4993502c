import 'server-only'
import { cache } from 'react'
import { AppError } from '@/lib/errors'
import { getKey, type KeyDetail } from '@/lib/keys/get-key'
import { currentActor } from '@/lib/server/current-actor'

/** The visitor's own key for a page and its title, read once a request; null where there is none of theirs. */
export const findKey = cache(async (id: string): Promise<KeyDetail | null> => {
  const actor = await currentActor()
  if (!actor) return null
  try {
    return await getKey(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})
