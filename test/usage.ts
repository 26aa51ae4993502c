import { randomUUID } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { newAccessKey } from '@/lib/keys/credentials'
import { makeUsageBuffer } from '@/lib/usage/make-usage-buffer'
import type { NotedRequest } from '@/lib/usage/noted-request'
import { writeBatch } from '@/lib/usage/write-batch'

/** A key's row with a secret's, without going through the form. @returns its id */
export async function plainKey(
  { customerId }: Pick<CustomerActor, 'customerId'>,
  values: { name?: string; createdAt?: Date } = {},
): Promise<string> {
  const { createdAt = clock.now() } = values
  const { id } = await database().apiKey.create({
    data: {
      id: newId(),
      ...{ customerId, createdAt, name: values.name ?? 'Rebalancer' },
      accessKey: newAccessKey(),
      ...{ permissions: ['market.read'], addressRule: 'anywhere', addresses: [], windowRule: 'always' },
      status: 'active',
      secrets: { create: { sealed: Buffer.from('00', 'hex'), createdAt } },
    },
  })
  return id
}

/** A request that was let in. */
export function use(
  keyId: string,
  values: Partial<Extract<NotedRequest, { allowed: true }>> = {},
): NotedRequest {
  return { allowed: true, keyId, at: clock.now(), address: '192.0.2.1', secret: 'current', ...values }
}

/** One that was refused. */
export function refusal(
  keyId: string,
  values: Partial<Extract<NotedRequest, { allowed: false }>> = {},
): NotedRequest {
  return {
    ...{ keyId, at: clock.now(), address: '198.51.100.7', reason: 'ip_not_allowed', requestId: randomUUID() },
    ...{ method: 'GET', path: '/v1/orders', skewMs: 12, permission: null },
    ...values,
    allowed: false,
  }
}

/** Writes requests down as a gateway would. */
export async function wrote(...requests: NotedRequest[]): Promise<void> {
  const buffer = makeUsageBuffer()
  for (const request of requests) buffer.note(request)
  const batch = buffer.take()
  if (batch) await writeBatch(batch)
}
