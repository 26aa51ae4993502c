import 'server-only'
import { createTransport } from 'nodemailer'
import { DeliveryError } from './delivery-error'
import { deliveryTimes } from './delivery-times'

export type MailServer = { url: string; from: string }

/**
 * Hands a plain-text e-mail to the SMTP server. The message id is the same on every retry, so that a mailbox
 * can drop a repeat.
 * @throws DeliveryError
 */
export async function sendMail(
  server: MailServer,
  message: { to: string; subject: string; text: string; id: string },
): Promise<void> {
  const timeouts = {
    connectionTimeout: deliveryTimes.attemptMs,
    greetingTimeout: deliveryTimes.attemptMs,
    socketTimeout: deliveryTimes.attemptMs,
  }
  const transport = createTransport({ url: server.url, ...timeouts })
  let timer: NodeJS.Timeout | undefined
  try {
    await Promise.race([
      transport.sendMail({
        from: server.from,
        // An address object is never parsed as a list.
        to: { name: '', address: message.to },
        subject: message.subject,
        text: message.text,
        messageId: `<${message.id}@signet>`,
        headers: { 'auto-submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
      // The transport's own time-outs begin anew with every byte.
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new DeliveryError('timeout')), deliveryTimes.attemptMs)
      }),
    ])
  } catch (error) {
    throw error instanceof DeliveryError ? error : new DeliveryError(reasonOf(error), { cause: error })
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}

function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code, responseCode].filter(Boolean).join('_').toLowerCase() || 'smtp'
}
