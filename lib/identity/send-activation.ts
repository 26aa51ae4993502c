import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { env } from '@/lib/env'
import { enqueueNotice } from '@/lib/notices/enqueue-notice'
import type { NoticeChannel } from '@/lib/notices/templates'
import { routes } from '@/lib/routes'
import { activationSeconds, openActivation } from './activation-links'

/**
 * Sends the customer a new one-time link to choose a password with, where they are registered; links before it are
 * over. Nobody else gets to see it: it stands in the sealed message and nowhere else.
 * @param contact looked up when left out; `lockCustomer` returns it
 */
export async function sendActivation(
  tx: Tx,
  customerId: string,
  channel: NoticeChannel,
  contact?: Contact,
): Promise<void> {
  const token = await openActivation(tx, { customerId })
  await enqueueNotice(tx, {
    to: { customerId },
    channel,
    template: 'activation',
    values: { link: env().SIGNET_ORIGIN + routes.activate(token), hours: activationSeconds / 3600 },
    expiresAt: addSeconds(clock.now(), activationSeconds),
    contact,
  })
}
