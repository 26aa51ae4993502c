import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { env } from '@/lib/env'
import { activationSeconds, openActivation } from '@/lib/identity/activation-links'
import { enqueueNotice } from '@/lib/notices/enqueue-notice'
import { routes } from '@/lib/routes'

/**
 * Mails a member of staff a link with which to choose a password, once; the links before are over.
 * @returns the link, for the terminal alone: no page shows it
 */
export async function sendStaffActivation(tx: Tx, staffId: string): Promise<{ link: string }> {
  const token = await openActivation(tx, { staffId })
  const link = env().SIGNET_ORIGIN + routes.staffActivate(token)
  await enqueueNotice(tx, {
    to: { staffId },
    channel: 'email',
    template: 'desk_activation',
    values: { link, hours: activationSeconds / 3600 },
    expiresAt: addSeconds(clock.now(), activationSeconds),
  })
  return { link }
}
