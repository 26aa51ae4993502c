import 'server-only'
import { createHmac } from 'node:crypto'
import { clock } from '@/lib/clock'
import { DeliveryError } from './delivery-error'
import { deliveryTimes } from './delivery-times'

export type SmsGateway = { url: string; secret: string }

/**
 * Hands a text message to the operator's gateway: `POST` of `{"to","text","id"}` as JSON. `id` is the same on
 * every retry, for the gateway to drop repeats. `signet-signature: v1=<hex>` is HMAC-SHA256 under the shared
 * secret of `<signet-timestamp>.<body>`, the timestamp in Unix seconds. Any 2xx within 5 seconds means taken.
 * @throws DeliveryError
 */
export async function sendSms(
  gateway: SmsGateway,
  message: { to: string; text: string; id: string },
): Promise<void> {
  const body = JSON.stringify({ to: message.to, text: message.text, id: message.id })
  const timestamp = Math.floor(clock.now().getTime() / 1000).toString()
  const mac = createHmac('sha256', gateway.secret).update(`${timestamp}.${body}`).digest('hex')
  const answer = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'signet-timestamp': timestamp,
      'signet-signature': `v1=${mac}`,
    },
    body,
    // A redirect would carry the code to an address nobody configured.
    redirect: 'manual',
    signal: AbortSignal.timeout(deliveryTimes.attemptMs),
  }).catch((error: unknown) => {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw new DeliveryError(timedOut ? 'timeout' : 'unreachable', { cause: error })
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new DeliveryError(`http_${answer.status}`)
}
