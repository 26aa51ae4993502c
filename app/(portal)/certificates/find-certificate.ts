import 'server-only'
import { cache } from 'react'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { getCertificate } from '@/lib/certificates/get-certificate'
import { AppError } from '@/lib/errors'
import { currentActor } from '@/lib/server/current-actor'

/** The visitor's own certificate for a page, read once a request; null where there is none of theirs. */
export const findCertificate = cache(async (id: string): Promise<CertificateView | null> => {
  const actor = await currentActor()
  if (!actor) return null
  try {
    return await getCertificate(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})
