import { createHash } from 'node:crypto'
import { dialects } from '@/lib/signing/dialects'
import { readRequest } from '@/lib/signing/read-request'
import type { RequestFacts } from '@/lib/signing/request'
import type { KeyRecord, PresentedCertificate, SessionRecord } from '@/lib/verify/key-record'
import type { VerifyInput } from '@/lib/verify/verify-input'
import { signAs, type Unsigned } from './sign-as'

export const now = new Date('2026-11-26T04:00:00.000Z')
export const accessKey = 'sgk_accessKey'
export const hashOf = (use: 'api-secret' | 'api-passphrase', text: string) =>
  createHash('sha256').update(`${use}:${text}`).digest()
export const hmac = (secret: string) => ({ kind: 'hmac', secret: Buffer.from(secret) }) as const
export const unsigned: Unsigned = { method: 'GET', path: '/orders', query: 'a=1', body: Buffer.alloc(0) }

export const record: KeyRecord = {
  id: 'key1',
  accessKey,
  customerId: 'customer1',
  accountId: 'account-of-customer1',
  customerSuspended: false,
  dialect: 'signet',
  proof: hmac('sgs_secret'),
  secretMadeAt: now,
  previous: null,
  passphraseHash: null,
  on: true,
  validFrom: null,
  validBefore: null,
  permissions: ['orders.read'],
  allowlist: null,
  environment: 'live',
  accounts: ['account1'],
  certificateNeeded: false,
}
export const certificate: PresentedCertificate = {
  customerId: 'customer1',
  thumbprint: 'thumbprint1',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
  revoked: false,
}
const session: SessionRecord = {
  id: 'session1',
  keyId: 'key1',
  customerId: 'customer1',
  thumbprint: 'thumbprint1',
  endedReason: null,
  validBefore: new Date('2026-11-26T05:00:00Z'),
}

export function signed(secret = 'sgs_secret', request = unsigned, timeMs = now.getTime()): RequestFacts {
  return signAs.signet(request, { accessKey, secret, timeMs })
}

export const bySignature: VerifyInput = {
  request: readRequest(signed()),
  record,
  session: null,
  clientAddress: '203.0.113.7',
  certificate: null,
  wanted: { permission: 'orders.read', account: 'account1' },
  deployment: { environment: 'live', dialects },
  now,
  hashOf,
  counted: { addressExceeded: false, replayed: false, keyExceeded: false },
}
const token: RequestFacts = { ...unsigned, headers: [['Authorization', `Bearer ${'t'.repeat(43)}`]] }
export const bySession: VerifyInput = { ...bySignature, request: readRequest(token), session, certificate }

export type Change = (input: VerifyInput) => VerifyInput
export const withRecord =
  (change: Partial<KeyRecord>): Change =>
  (input) => ({ ...input, record: { ...(input.record ?? record), ...change } })
export const withCertificate =
  (change: Partial<PresentedCertificate>): Change =>
  (input) => ({
    ...withRecord({ certificateNeeded: true })(input),
    certificate: { ...(input.certificate ?? certificate), ...change },
  })
export const withSession =
  (change: Partial<SessionRecord>): Change =>
  (input) => ({ ...input, session: { ...session, ...change } })
export const count =
  (change: Partial<VerifyInput['counted']>): Change =>
  (input) => ({ ...input, counted: { ...input.counted, ...change } })
export const ask =
  (change: Partial<VerifyInput['wanted']>): Change =>
  (input) => ({ ...input, wanted: { ...input.wanted, ...change } })
/** Changes what a signed request claims, whatever was changed before. */
export const claim =
  (change: { signature?: Buffer; timestampMs?: number; signedString?: null }): Change =>
  (input) => {
    const { request } = input
    if (!request.ok || request.credentials.scheme !== 'signed') throw new Error('not signed')
    return { ...input, request: { ok: true, credentials: { ...request.credentials, ...change } } }
  }
