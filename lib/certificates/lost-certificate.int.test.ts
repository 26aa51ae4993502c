import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { locales } from '@/lib/i18n/locales'
import { translate } from '@/lib/i18n/messages'
import { revocationReasons } from '@/lib/pki/revocation-reasons'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { stranger } from '@/test/signing-in'
import { lostCertificate } from './lost-certificate'
import { requireUsableCertificate } from './require-usable-certificate'

const day = 86_400
let customer: TestCustomer
const inDays = (days: number) => addSeconds(clock.now(), days * day)
const give = (values: Parameters<typeof giveCertificate>[1]) => giveCertificate(customer.customerId, values)
const revoked = (days: number, revokedFor = 'keyCompromise') =>
  give({ status: 'revoked', revokedAt: inDays(days), revokedFor })
const refusal = () =>
  transaction((tx) => requireUsableCertificate(tx, customer)).then(
    () => 'usable',
    ({ code, values }) => ({ code, values }),
  )

beforeEach(async () => {
  customer = await testCustomer()
})
afterEach(() => clock.shift(0))

test('there never was one; one that was given up, and somebody else’s, are none', async () => {
  await give({ status: 'void' })
  await giveCertificate((await testCustomer()).customerId, { notAfter: inDays(-1) })
  expect(await lostCertificate(customer)).toEqual({ lost: 'none' })
  expect(await refusal()).toEqual({ code: 'certificate_required', values: { lost: 'none' } })
})

test('it ended', async () => {
  const notAfter = inDays(-3)
  await give({ notAfter })
  expect(await refusal()).toEqual({ code: 'certificate_required', values: { lost: 'expired', at: notAfter } })
})

test('from the very instant on at which it ends or is revoked', async () => {
  const notAfter = inDays(5)
  const id = await give({ notAfter })
  expect(await refusal()).toBe('usable')
  clock.shift(5 * day)
  expect(await refusal()).toMatchObject({ values: { lost: 'expired' } })
  clock.shift(0)
  await database().certificate.update({
    where: { id },
    data: { status: 'revoked', revokedAt: clock.now(), revokedFor: 'cessationOfOperation' },
  })
  expect(await refusal()).toMatchObject({ values: { lost: 'revoked', revokedFor: 'cessationOfOperation' } })
})

test('of several the one that was lost last is told of, and one in the making before all', async () => {
  await give({ notAfter: inDays(-9) })
  await revoked(-5)
  expect(await lostCertificate(customer)).toMatchObject({ lost: 'revoked' })
  await give({ notAfter: inDays(-2) })
  expect(await lostCertificate(customer)).toMatchObject({ lost: 'expired' })
  await give({ status: 'pending', notAfter: inDays(-1) })
  expect(await lostCertificate(customer)).toMatchObject({ lost: 'expired' })
  await give({ status: 'pending' })
  expect(await lostCertificate(customer)).toEqual({ lost: 'pending' })
})

test('nobody else may ask', async () => {
  await expect(lostCertificate(stranger() as never)).rejects.toMatchObject({ code: 'signed_out' })
  await expect(lostCertificate(systemActor as never)).rejects.toMatchObject({ code: 'forbidden' })
})

test.each(locales)('in %s every reason has its words, in the refusal and on the pages', (locale) => {
  const at = '1 Jan 2028'
  const says = [
    (values: Parameters<ReturnType<typeof translate>>[1]) =>
      translate(locale, 'errors')('certificate_required', values),
    (values: Parameters<ReturnType<typeof translate>>[1]) =>
      translate(locale, 'keys')('certificate_needed_body', values),
    (values: Parameters<ReturnType<typeof translate>>[1]) =>
      translate(locale, 'keys')('detail_certificate_body', { effect: 'login', ...values }),
    (values: Parameters<ReturnType<typeof translate>>[1]) =>
      translate(locale, 'home')('apply_again_body', values),
    (values: Parameters<ReturnType<typeof translate>>[1]) =>
      translate(locale, 'home')('certificate_none_body', values),
  ]
  for (const say of says) {
    const words = revocationReasons.map((revokedFor) => say({ lost: 'revoked', at, revokedFor }))
    words.push(say({ lost: 'expired', at }))
    expect(new Set(words).size).toBe(words.length)
    for (const sentence of words) expect(sentence).toContain(at)
  }
})
