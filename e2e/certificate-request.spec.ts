import { cookieNames } from '@/lib/server/cookie-names'
import { csrText, newKey, publicKeyText } from '@/test/apply'
import { badCsrs, base64 } from '@/test/bad-csrs'
import { newCustomer } from './support/new-customer'
import { outboxCode } from './support/outbox-code'
import { outcomeOf, post } from './support/post-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const actions = 'app/(portal)/certificates/apply/actions.ts'
const issueAction = `${actions} issueCertificateAction`

/** One of each kind: text, size, encoding, structure, key, algorithm, signature. */
const chosen = [
  'nothing',
  'a sentence',
  'a private key',
  'a request of 9 KiB',
  'trailing bytes',
  'BER of indefinite length',
  'RSA-1024',
  'P-521',
  'ECDSA with SHA-1',
  'a wrong signature',
]

test('a bad request is refused by its rule and leaves the right code unspent', async ({ page }) => {
  const customer = await newCustomer()
  const cookie = `${cookieNames.session}=${customer.sessionToken}`
  const key = newKey()
  const fields = { publicKey: publicKeyText(key), channel: 'sms' }
  const sent = await post(`${actions} requestCertificateAction`, fields, cookie)
  const stepUpId = /"stepUpId":"([0-9a-f-]{36})"/.exec(sent.text)?.[1] ?? ''
  const stepUpCode = await outboxCode(page, customer)
  const challenge = () =>
    sql<{ attempts: number; consumed_at: Date | null }>(
      'SELECT attempts, consumed_at FROM otp_challenge WHERE customer_id = $1',
      [customer.customerId],
    )

  for (const what of chosen)
    await test.step(what, async () => {
      const [, rule, bad = ''] = badCsrs.find(([name]) => name === what) ?? []
      const csr = typeof bad === 'string' ? bad : base64(bad)
      expect(rule).toBeDefined()
      const answer = await post(issueAction, { stepUpId, stepUpCode, csr }, cookie)
      expect(outcomeOf(answer)).toBe('csr_refused')
      expect(await challenge()).toEqual([{ attempts: 0, consumed_at: null }])
      const [event] = await sql<{ reason: string; rule: string }>(
        `SELECT detail ->> 'reason' AS reason, detail ->> 'rule' AS rule FROM audit_event
         WHERE customer_id = $1 AND action = 'certificate.refused' ORDER BY id DESC LIMIT 1`,
        [customer.customerId],
      )
      expect(event).toEqual({ reason: 'csr_refused', rule })
    })

  const answer = await post(issueAction, { stepUpId, stepUpCode, csr: csrText(key) }, cookie)
  expect(outcomeOf(answer)).toBe('ok')
  expect(await sql('SELECT status FROM certificate WHERE customer_id = $1', [customer.customerId])).toEqual([
    { status: 'issued' },
  ])
})
