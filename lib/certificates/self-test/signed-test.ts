import 'server-only'
import { createHash } from 'node:crypto'
import { env } from '@/lib/env'
import type { SelfTestStart } from './schema'

type Row = { id: string; nonce: Uint8Array; expiresAt: Date }

/** What a browser signs in a test, apart from its certificate's serial number: told to it, and checked. */
export function signedTest({ id, nonce, expiresAt }: Row): Omit<SelfTestStart, 'id' | 'accountId'> {
  return {
    // A purpose of its own: what is signed here confirms nothing anywhere else.
    purpose: 'self-test',
    origin: env().SIGNET_ORIGIN,
    nonce: Buffer.from(nonce).toString('base64url'),
    expiresAt: expiresAt.toISOString(),
    digest: createHash('sha256').update(id).digest('base64url'),
  }
}
