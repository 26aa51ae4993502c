import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { csrText, newKey, publicKeyText } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { ensureAuthorities } from './ensure-authorities'
import { issueCertificate } from './issue-certificate'
import { issueDigest } from './issue-digest'

const customers = 16
const requestsEach = 4

beforeAll(() => ensureAuthorities())

/** A request whose key the customer confirmed just now. */
async function confirmedRequest(actor: TestCustomer): Promise<string> {
  const key = newKey()
  const publicKeySha256 = createHash('sha256')
    .update(Buffer.from(publicKeyText(key), 'base64'))
    .digest()
  const now = clock.now()
  await database().stepUp.create({
    data: {
      customerId: actor.customerId,
      sessionId: actor.sessionId,
      purpose: 'certificate-issue',
      digest: issueDigest(publicKeySha256),
      nonce: new Uint8Array(32),
      expiresAt: addSeconds(now, 300),
      provedAt: now,
      provedBy: 'otp:sms',
    },
  })
  return csrText(key)
}

test('64 issuances at once: every serial number is another one, and each customer has as many as there may be', async () => {
  const { maxLive } = policy().certificate
  expect(requestsEach).toBeGreaterThan(maxLive)
  const jobs: { actor: TestCustomer; csr: string }[] = []
  for (let made = 0; made < customers; made++) {
    const actor = await testCustomer()
    for (let request = 0; request < requestsEach; request++)
      jobs.push({ actor, csr: await confirmedRequest(actor) })
  }
  const answers = await Promise.all(
    jobs.map(({ actor, csr }) =>
      issueCertificate(actor, { csr }).then(
        ({ serialNumber }) => serialNumber,
        (error) => (error instanceof AppError ? error.code : error),
      ),
    ),
  )
  expect(answers).toHaveLength(64)
  const serials = answers.filter((answer) => answer !== 'certificate_limit_reached')
  expect(serials).toHaveLength(customers * maxLive)
  expect(new Set(serials).size).toBe(serials.length)
  // 20 octets, positive, of full length (RFC 5280 4.1.2.2).
  for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{39}$/)

  const rows = await database().certificate.findMany({
    select: { customerId: true, serialNumber: true, status: true },
  })
  expect(new Set(rows.map(({ serialNumber }) => serialNumber))).toEqual(new Set(serials))
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['issued']))
  for (const { actor } of jobs)
    expect(rows.filter(({ customerId }) => customerId === actor.customerId)).toHaveLength(maxLive)
})
