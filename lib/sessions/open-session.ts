import 'server-only'
import type { Actor, RequestMeta } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { Prisma, type Tx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { endBeyondLimit } from './end-beyond-limit'
import { idleSeconds } from './session-times'
import { newSessionToken, sessionTokenHash } from './session-token'

export type OpenedSession = {
  id: string
  /** For the client and nowhere else: only its keyed hash is stored. */
  token: string
  /** The access key that it was opened with; null without one. */
  accessKey: string | null
  expiresAt: Date
  idleSeconds: number
  permissions: string[]
}

export type NewSession = RequestMeta & {
  customerId: string
  /** What was proved to be had: the key's secret that was made then. Null for a login with ID and password. */
  key: { id: string; secretMadeAt: Date } | null
  /** SHA-256 of the certificate that TLS proved. */
  thumbprint: Buffer
}

type KeyRow = {
  name: string
  accessKey: string
  permissions: string[]
  validBefore: Date | null
  /** Of a secret that a rotation has replaced. */
  secretEnd: Date | null
}

/**
 * Opens an API session for whoever has proved to be the customer. Key and certificate are locked as they are looked at
 * once more: what changes one of them is either seen here, or sees the session made here and ends it.
 * @throws AppError `changed_meanwhile` when one of them has ended since it was looked at
 */
export async function openSession(tx: Tx, session: NewSession): Promise<OpenedSession> {
  const { customerId, key: proven, thumbprint, ...meta } = session
  const keyId = proven?.id ?? null
  const now = clock.now()
  await lockCustomer(tx, customerId)
  const certificate = await lockCertificate(tx, session, now)
  const key = proven && (await lockKey(tx, { ...proven, customerId }, now))

  const id = newId()
  const token = newSessionToken()
  const { accountPermissions, apiSessions } = policy()
  const ends = [
    addSeconds(now, apiSessions.absoluteHours * 3600),
    certificate.notAfter,
    key?.validBefore ?? null,
    // A login is not to outlive what proved it.
    key?.secretEnd ?? null,
  ]
  const expiresAt = new Date(Math.min(...ends.flatMap((end) => (end ? [end.getTime()] : []))))
  await tx.apiSession.create({
    data: {
      ...{
        id,
        customerId,
        thumbprint: Uint8Array.from(thumbprint),
        expiresAt,
        createdAt: now,
        lastUsedAt: now,
      },
      ...{ apiKeyId: keyId, certificateId: certificate.id, tokenHash: sessionTokenHash(token) },
      ...{ address: meta.address, userAgent: meta.userAgent },
    },
    select: { id: true },
  })
  const actor: Actor = { kind: 'customer', sessionId: id, customerId, ...meta }
  await recordEvent(tx, actor, {
    action: 'api_session.opened',
    object: { kind: 'session', id },
    detail: {
      ...{ way: key ? 'key' : 'password', keyName: key?.name ?? '', accessKey: key?.accessKey ?? '' },
      serialNumber: certificate.serialNumber,
    },
  })
  await endBeyondLimit(tx, { customerId, keyId })
  return {
    ...{ id, token, expiresAt, idleSeconds: idleSeconds(), accessKey: key?.accessKey ?? null },
    permissions: key?.permissions ?? accountPermissions,
  }
}

async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  found(
    await tx.$queryRaw<object[]>`
      SELECT id FROM customer WHERE id = ${customerId}::uuid AND suspended_at IS NULL FOR SHARE`,
  )
}

async function lockCertificate(
  tx: Tx,
  { customerId, thumbprint }: NewSession,
  now: Date,
): Promise<{ id: string; serialNumber: string; notAfter: Date }> {
  return found(
    await tx.$queryRaw<{ id: string; serialNumber: string; notAfter: Date }[]>`
      SELECT id, serial_number AS "serialNumber", not_after AS "notAfter" FROM certificate
      WHERE fingerprint = ${thumbprint} AND customer_id = ${customerId}::uuid AND status = 'issued'
        AND not_before <= ${now} AND not_after > ${now}
      FOR SHARE`,
  )
}

async function lockKey(
  tx: Tx,
  { id, secretMadeAt, customerId }: { id: string; secretMadeAt: Date; customerId: string },
  now: Date,
): Promise<KeyRow> {
  const isOpen = Prisma.sql`(key.valid_from IS NULL OR key.valid_from <= ${now})
    AND (key.valid_before IS NULL OR key.valid_before > ${now})
    AND (secret.valid_before IS NULL OR secret.valid_before > ${now})`
  return found(
    await tx.$queryRaw<KeyRow[]>`
      SELECT key.name, key.access_key AS "accessKey", key.permissions, key.valid_before AS "validBefore",
        secret.valid_before AS "secretEnd"
      FROM api_key key JOIN api_key_secret secret ON secret.api_key_id = key.id AND secret.created_at = ${secretMadeAt}
      WHERE key.id = ${id}::uuid AND key.customer_id = ${customerId}::uuid AND key.status = 'active'
        AND key.deleted_at IS NULL AND ${isOpen}
      FOR SHARE`,
  )
}

function found<Row>([row]: Row[]): Row {
  if (!row) throw new AppError('changed_meanwhile')
  return row
}
