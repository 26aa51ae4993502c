import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { newAccessKey } from '@/lib/keys/credentials'
import { insertKey } from '@/lib/keys/insert-key'
import { makeProof } from '@/lib/keys/make-proof'
import { newSessionToken, sessionTokenHash } from '@/lib/sessions/session-token'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { signAs } from '@/test/sign-as'
import type { verifyClient } from '@/test/verify-client'

/** A gateway's `/v1/verify`. */
export type Gateway = Pick<ReturnType<typeof verifyClient>, 'ask'>

/** A key in use. */
export type SigningKey = {
  id: string
  accessKey: string
  secret: string
  /** From where it is used: one for each, so that no address fails too often. */
  ip: string
}

/** With the token of an API session that was opened with it. */
export type UsedKey = SigningKey & { token: string }

export const keyName = 'Rebalancer'

/** A customer with two keys, each with a session, put into the database: what nobody has asked for needs no announcing. */
export async function customerWithKeys(): Promise<{ customer: TestCustomer; keys: [UsedKey, UsedKey] }> {
  const customer = await testCustomer()
  const certificateId = await giveCertificate(customer.customerId)
  const give = async (slot: number) => {
    const key = await giveUsedKey(customer, slot)
    return { ...key, token: await giveSession(customer, certificateId, key.id) }
  }
  return { customer, keys: [await give(1), await give(2)] }
}

/** An active key in a customer's slot. */
export async function giveUsedKey({ customerId }: { customerId: string }, slot: number): Promise<SigningKey> {
  const id = newId()
  const { secret, proof } = makeProof('hmac', { id, customerId }, null)
  const accessKey = newAccessKey()
  await sqlTransaction((tx) =>
    insertKey(
      tx,
      {
        ...{ id, customerId, accessKey, name: keyName, dialect: 'signet', kind: 'hmac', environment: 'live' },
        ...{ passphraseHash: null, permissions: ['market.read', 'orders.read'], addresses: [], slot },
        ...{ validFrom: null, validBefore: null, createdAt: clock.now() },
      },
      proof,
    ),
  )
  return { id, accessKey, secret: secret ?? '', ip: `10.${randomBytes(3).join('.')}` }
}

/** @returns the session's token */
async function giveSession(
  { customerId }: TestCustomer,
  certificateId: string,
  apiKeyId: string,
): Promise<string> {
  const token = newSessionToken()
  await database().apiSession.create({
    data: {
      ...{ customerId, apiKeyId, certificateId, thumbprint: randomBytes(32) },
      ...{ tokenHash: sessionTokenHash(token), address: '192.0.2.1', userAgent: 'campaign' },
      expiresAt: addSeconds(clock.now(), 86_400),
    },
  })
  return token
}

let sent = 0

/** What a gateway says to a request that is signed with the key, of which no two are alike: `ok`, or why not. */
export async function codeFor(gateway: Gateway, { accessKey, secret, ip }: SigningKey): Promise<string> {
  sent += 1
  const unsigned = { method: 'GET', path: '/orders', query: `n=${sent}`, body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { accessKey, secret, timeMs: Date.now() })
  return (await gateway.ask(facts, { ip, permission: 'orders.read' })).code
}

/** Why the session has ended, as its client is told; null while it lives. */
export async function endOf(gateway: Gateway, { token, ip }: UsedKey): Promise<string | null> {
  const headers: [string, string][] = [['Authorization', `Bearer ${token}`]]
  const facts = { method: 'GET', path: '/orders', query: '', headers, body: Buffer.alloc(0) }
  const answer = await gateway.ask(facts, { ip })
  const { code, reason } = answer.decision === 'deny' ? answer.told.body : {}
  return code === 304 ? String(reason) : null
}

export type Asking = {
  /** The answers to what was sent so far, and when each was sent and answered, by `performance.now()`. */
  answers: { sentAt: number; answeredAt: number; code: string }[]
  stop: () => Promise<void>
}

/** Asks one gateway about one key, again and again. What is not answered at all counts as `no answer`. */
export function keepAsking(gateway: Gateway, key: SigningKey, everyMilliseconds = 1): Asking {
  const answers: Asking['answers'] = []
  let over = false
  const asking = (async () => {
    while (!over) {
      const sentAt = performance.now()
      const code = await codeFor(gateway, key).catch(noAnswer)
      answers.push({ sentAt, answeredAt: performance.now(), code })
      await pause(everyMilliseconds)
    }
  })()
  return {
    answers,
    stop: async () => {
      over = true
      await asking
    },
  }
}

/** The status when there is one. */
export function noAnswer(error: unknown): string {
  return /^\d{3}/.exec((error as Error).message)?.[0] ?? 'no answer'
}
