import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { outboxMessages } from '@/lib/notices/outbox-messages'

/** The demo's messages for programs that try the demo: newest first, addresses and codes in clear. */
export async function GET(): Promise<Response> {
  if (env().SIGNET_MODE !== 'demo') notFound()
  return Response.json(await outboxMessages())
}
