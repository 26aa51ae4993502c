/** Our side of `bench:pki`'s issuance: the whole domain operation, from the request's text to the stored certificate. */
import { createHash, generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { issueDigest } from '@/lib/certificates/issue-digest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { buildCsr, spkiOf } from '@/test/build-csr'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { serve } from '../support/measure'

/** As many as a customer may have: every issuance counted is one that succeeds. */
const certificatesEach = 3

type Job = { actor: TestCustomer; csr: string; digest: Buffer<ArrayBuffer> }

serve(async (count) => {
  await ensureAuthorities()
  const jobs: Job[] = []
  for (let round = 0; round < certificatesEach; round++) {
    // Neighbours belong to different customers, as they would in real life.
    for (let at = 0; at * certificatesEach < count && jobs.length < count; at++) {
      const actor = jobs[at]?.actor ?? (await testCustomer())
      jobs.push({ actor, ...request() })
    }
  }
  await prove(jobs)
  return jobs.map(
    ({ actor, csr }) =>
      () =>
        issueCertificate(actor, { csr }),
  )
}, pg)

function request() {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const digest = issueDigest(createHash('sha256').update(spkiOf(key.publicKey)).digest())
  return { csr: buildCsr({ key }).toString('base64'), digest }
}

/** The confirmations of the keys, which the issuances will use up. */
async function prove(jobs: Job[]): Promise<void> {
  const now = clock.now()
  await database().stepUp.createMany({
    data: jobs.map(({ actor, digest }) => ({
      customerId: actor.customerId,
      sessionId: actor.sessionId,
      purpose: 'certificate-issue',
      digest,
      nonce: new Uint8Array(32),
      expiresAt: addSeconds(now, 300),
      provedAt: now,
      provedBy: 'otp:sms',
    })),
  })
}
