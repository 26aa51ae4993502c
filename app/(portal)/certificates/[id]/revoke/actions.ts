'use server'
import { revalidatePath } from 'next/cache'
import { RedirectType, redirect } from 'next/navigation'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { revokeOwnCertificateSchema } from '@/lib/certificates/schema'
import { routes } from '@/lib/routes'
import { action } from '@/lib/server/action'

/** Leads to the certificate in the place of the question, so that Back does not ask once more. */
export const revokeCertificateAction = action(
  revokeOwnCertificateSchema,
  async (input, actor): Promise<null> => {
    await revokeCertificate(actor, input)
    revalidatePath(routes.home(), 'layout')
    redirect(routes.certificate(input.id), RedirectType.replace)
  },
)
