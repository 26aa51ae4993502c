import { expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { sendStepUpOtp } from '@/lib/factors/send-step-up-otp'
import { csrText, newestCode, newKey, publicKeyText } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { ensureAuthorities } from './ensure-authorities'
import { issueCertificate } from './issue-certificate'
import { readApplication } from './read-application'
import { requestCertificate } from './request-certificate'

async function signedInByCode(factor: string) {
  await ensureAuthorities()
  const customer = await testCustomer()
  await database().webSession.update({
    where: { id: customer.sessionId },
    data: { factors: ['password', factor] },
  })
  return customer
}

it('offers and takes only the way that did not open the session', async () => {
  const customer = await signedInByCode('otp:sms')
  const key = newKey()
  expect((await readApplication(customer)).channels.map(({ channel }) => channel)).toEqual(['email'])
  const bySms = requestCertificate(customer, { publicKey: publicKeyText(key), channel: 'sms' })
  await expect(bySms).rejects.toMatchObject({ code: 'factor_already_used' })

  const { stepUpId } = await requestCertificate(customer, { publicKey: publicKeyText(key), channel: 'email' })
  await proveStepUp(customer, { stepUpId, stepUpCode: await newestCode(customer.customerId) })
  const { id } = await issueCertificate(customer, { csr: csrText(key) })
  const { confirmedBy } = await database().certificate.findUniqueOrThrow({ where: { id } })
  expect(confirmedBy).toBe('otp:email')
})

it('refuses a code that was asked for around the wizard', async () => {
  const customer = await signedInByCode('otp:sms')
  const key = newKey()
  const { stepUpId } = await requestCertificate(customer, { publicKey: publicKeyText(key), channel: 'email' })
  await database().otpChallenge.updateMany({
    where: { customerId: customer.customerId },
    data: { createdAt: new Date(Date.now() - 120_000) },
  })
  await sendStepUpOtp(customer, { stepUpId, channel: 'sms' })
  await proveStepUp(customer, { stepUpId, stepUpCode: await newestCode(customer.customerId) })
  const issuing = issueCertificate(customer, { csr: csrText(key) })
  await expect(issuing).rejects.toMatchObject({ code: 'factor_already_used' })
  expect(await database().certificate.count({ where: { customerId: customer.customerId } })).toBe(0)
})
