import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import type { AppError } from '@/lib/errors'
import { openBody } from '@/lib/notices/notice-body'
import { randomNationalId } from '@/test/national-id'
import {
  failTimes,
  failWithManyIds,
  password,
  refusal,
  restoreTime,
  signableCustomer,
  stopTime,
  stranger,
} from '@/test/signing-in'
import { requestSignInCode } from './request-sign-in-code'

let owner: Awaited<ReturnType<typeof signableCustomer>>
let nationalId: string
let customerId: string

beforeEach(async () => {
  stopTime()
  owner = await signableCustomer()
  ;({ nationalId, customerId } = owner)
})
afterEach(restoreTime)

async function codeFor() {
  const asked = await requestSignInCode(stranger(), { nationalId, password, channel: 'sms' })
  await asked.delivery
  const message = await database().outbox.findFirst({
    where: { customerId, template: 'otp_sign_in' },
    orderBy: { id: 'desc' },
  })
  const code = message?.bodySealed && openBody(message.id, message.bodySealed).code
  return { attemptToken: asked.attemptToken, code: code ?? 'none sent' }
}

describe('with a code', () => {
  it('gets in however often strangers fail, from their address too', async () => {
    const address = '203.0.113.5'
    await failTimes(nationalId, 10)
    await failWithManyIds(25, () => stranger(address))
    const { attemptToken, code } = await codeFor()
    expect((await refusal({ nationalId, password }, stranger(address)))?.code).toBe('sign_in_throttled')
    expect(await refusal({ nationalId, password, code, attemptToken }, stranger(address))).toBeNull()
    expect(await owner.events('otp.confirmed')).toBe(1)
    const session = await database().webSession.findFirstOrThrow({
      where: { customerId },
      orderBy: { id: 'desc' },
    })
    expect(session.factors).toEqual(['password', 'otp:sms'])
  })

  it('answers alike whether ID and password are right or not, and sends only if they are', async () => {
    const ask = (id: string, typed: string) =>
      requestSignInCode(stranger(), { nationalId: id, password: typed, channel: 'sms' })
    const asked = [
      await ask(nationalId, password),
      await ask(nationalId, 'wrong'),
      await ask(randomNationalId(), password),
    ]
    await Promise.all(asked.map(({ delivery }) => delivery))
    for (const answer of asked) expect(Object.keys(answer)).toEqual(['attemptToken', 'resendAt', 'delivery'])
    expect(await owner.notices('otp_sign_in')).toBe(1)
    const tries = asked
      .slice(1)
      .map(({ attemptToken }) => refusal({ nationalId, password, code: '123456', attemptToken }))
    const [wrongPassword, unknown] = await Promise.all(tries)
    expect(wrongPassword).toEqual(unknown)
    expect(wrongPassword?.fields).toEqual({ code: { code: 'sign_in_code_refused', values: { left: 4 } } })
  })

  it('wants the password too, this browser’s cookie, and each code once', async () => {
    const { attemptToken, code } = await codeFor()
    expect((await refusal({ nationalId, password: 'wrong', code, attemptToken }))?.code).toBe(
      'sign_in_code_refused',
    )
    expect((await refusal({ nationalId, password, code }))?.code).toBe('otp_expired')
    const foreign = await requestSignInCode(stranger(), { nationalId, password: 'wrong', channel: 'sms' })
    const elsewhere = { nationalId, password, code, attemptToken: foreign.attemptToken }
    expect((await refusal(elsewhere))?.code).toBe('sign_in_code_refused')
    expect(await refusal({ nationalId, password, code, attemptToken })).toBeNull()
    expect((await refusal({ nationalId, password, code, attemptToken }))?.code).toBe('sign_in_code_refused')
  })

  it('stops after five tries, whoever asks', async () => {
    const { attemptToken, code } = await codeFor()
    const wrong = code === '000000' ? '000001' : '000000'
    const tries = Array.from({ length: 20 }, () =>
      refusal({ nationalId, password, code: wrong, attemptToken }),
    )
    const answers = (await Promise.all(tries)).map((answer) => answer?.code)
    expect(answers.filter((answer) => answer === 'sign_in_code_refused')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'otp_too_many_tries')).toHaveLength(15)
    expect((await refusal({ nationalId, password, code, attemptToken }))?.code).toBe('otp_too_many_tries')
  })

  it('lets one of many parallel right codes in', async () => {
    const { attemptToken, code } = await codeFor()
    const tries = Array.from({ length: 5 }, () => refusal({ nationalId, password, code, attemptToken }))
    expect((await Promise.all(tries)).filter((answer) => answer === null)).toHaveLength(1)
  })

  it('slows down asking for codes for one ID at one address', async () => {
    const ask = () =>
      requestSignInCode(stranger('192.0.2.200'), { nationalId, password: 'wrong', channel: 'email' }).then(
        () => 'answered',
        (error: AppError) => error.code,
      )
    const answers = await Promise.all(Array.from({ length: 10 }, ask))
    expect(answers.filter((answer) => answer === 'answered')).toHaveLength(4)
    expect(answers.filter((answer) => answer === 'sign_in_throttled')).toHaveLength(6)
  })
})
