import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { outboxMessages } from '@/lib/notices/outbox-messages'
import { demoAuthenticatorCodes } from '@/lib/staff/demo-authenticator-codes'

/**
 * The demo's messages for programs that try the demo: newest first, addresses and codes in clear; and what the
 * authenticators of its staff show.
 */
export async function GET(): Promise<Response> {
  if (env().SIGNET_MODE !== 'demo') notFound()
  return Response.json({
    messages: await outboxMessages(),
    authenticatorCodes: await demoAuthenticatorCodes(),
  })
}
