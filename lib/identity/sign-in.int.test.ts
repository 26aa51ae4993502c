import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
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
  wait,
} from '@/test/signing-in'
import { hashPassword } from './password-hash'
import { readSession } from './read-session'
import { signIn } from './sign-in'

let owner: Awaited<ReturnType<typeof signableCustomer>>
let nationalId: string
let customerId: string

beforeEach(async () => {
  stopTime()
  owner = await signableCustomer()
  ;({ nationalId, customerId } = owner)
})
afterEach(restoreTime)

describe('ID and password', () => {
  it('opens a session, remembers the browser, goes on record, and tells of the new browser once', async () => {
    const first = await signIn(stranger(), { nationalId: ` ${nationalId.toLowerCase()}`, password })
    expect(first.customerId).toBe(customerId)
    expect(await readSession(first.sessionToken)).toMatchObject({ customerId, customerName: 'Lin Mei' })
    const again = await signIn(stranger(), { nationalId, password, deviceToken: first.deviceToken })
    expect(again.deviceToken).toBe(first.deviceToken)
    expect(again.sessionToken).not.toBe(first.sessionToken)
    expect([await owner.events('signin.succeeded'), await owner.notices('signin_new_device')]).toEqual([2, 1])
  })

  it('ends the session whose cookie it takes the place of, whoever’s it is, and no other', async () => {
    const first = await signIn(stranger(), { nationalId, password })
    const elsewhere = await signIn(stranger(), { nationalId, password })
    const replacedToken = first.sessionToken
    const second = await signIn(stranger(), { nationalId, password, replacedToken })
    expect(await readSession(first.sessionToken)).toBeNull()
    expect(await readSession(elsewhere.sessionToken)).toMatchObject({ customerId })
    expect(await owner.events('signin.ended')).toBe(1)

    const other = await signableCustomer()
    await signIn(stranger(), {
      nationalId: other.nationalId,
      password,
      replacedToken: second.sessionToken,
    })
    expect(await readSession(second.sessionToken)).toBeNull()
    expect([await owner.events('signin.ended'), await other.events('signin.ended')]).toEqual([2, 0])
  })

  it('ends nothing when it is refused, or when the cookie is nobody’s', async () => {
    const { sessionToken } = await signIn(stranger(), { nationalId, password })
    await refusal({ nationalId, password: 'wrong', replacedToken: sessionToken })
    expect(await readSession(sessionToken)).toMatchObject({ customerId })
    for (const replacedToken of ['', 'x', 'x'.repeat(43)])
      expect(await refusal({ nationalId, password, replacedToken })).toBeNull()
    expect(await readSession(sessionToken)).toMatchObject({ customerId })
    expect(await owner.events('signin.ended')).toBe(0)
  })

  it('answers an unknown ID and a wrong password alike, at every failure', async () => {
    const unknown = randomNationalId()
    for (let failure = 1; failure <= 6; failure++) {
      const [one, other] = [
        await refusal({ nationalId, password: 'wrong' }),
        await refusal({ nationalId: unknown, password: 'wrong' }),
      ]
      expect(one).toEqual(other)
      expect(one?.code).toBe(failure <= 4 ? 'credentials_refused' : 'sign_in_throttled')
    }
  })

  it('takes as long for an unknown ID as for a wrong password', async () => {
    await refusal({ nationalId, password: 'wrong' })
    for (const id of [nationalId, randomNationalId()]) {
      const start = performance.now()
      await refusal({ nationalId: id, password: 'wrong' })
      expect(performance.now() - start).toBeGreaterThan(240)
    }
  })

  it('keeps ID, password and tokens out of the record', async () => {
    await refusal({ nationalId, password: 'a wrong but telling one' })
    const signedIn = await signIn(stranger(), { nationalId, password })
    const written = JSON.stringify([
      await database().auditEvent.findMany(),
      await database().webSession.findMany(),
      await database().signInThrottle.findMany(),
      await database().knownDevice.findMany(),
    ])
    for (const secret of [nationalId, 'telling', password, signedIn.sessionToken, signedIn.deviceToken])
      expect(written).not.toContain(secret)
  })

  it.each(['A123456788', 'nonsense'])(
    'refuses the malformed ID %j at its field, uncounted',
    async (typed) => {
      const before = await database().signInThrottle.count()
      const refused = await refusal({ nationalId: typed, password })
      expect(refused?.fields).toEqual({ nationalId: { code: 'id_malformed', values: undefined } })
      expect(await database().signInThrottle.count()).toBe(before)
    },
  )

  it('lets nobody in on a password that was changed while it was being checked', async () => {
    const passwordHash = await hashPassword('the next long password')
    const pending = await transaction(async (tx) => {
      await tx.customer.update({ where: { id: customerId }, data: { passwordHash } })
      // Reads and verifies the old one, which is still there to see, and then has to wait for this to commit.
      const signingIn = refusal({ nationalId, password })
      await setTimeout(300)
      return { signingIn }
    })
    expect((await pending.signingIn)?.code).toBe('credentials_refused')
    expect(await database().webSession.count({ where: { customerId } })).toBe(0)
  })
})

describe('throttling', () => {
  it('verifies exactly four of 50 parallel wrong passwords; a known browser gets in meanwhile', async () => {
    const { deviceToken } = await signIn(stranger(), { nationalId, password })
    const wrong = Array.from({ length: 50 }, () => refusal({ nationalId, password: 'wrong' }))
    const known = signIn(stranger(), { nationalId, password, deviceToken })
    const answers = (await Promise.all(wrong)).map((answer) => answer?.code)
    expect(answers.filter((code) => code === 'credentials_refused')).toHaveLength(4)
    expect(answers.filter((code) => code === 'sign_in_throttled')).toHaveLength(46)
    expect((await known).customerId).toBe(customerId)
    expect(await owner.events('signin.failed')).toBe(4)
  })

  it('waits 2, 4, 8 … seconds from the fourth failure on, then asks for a code, and forgets after a day', async () => {
    const waits: unknown[] = []
    for (let failure = 1; failure <= 9; failure++) {
      expect((await refusal({ nationalId, password: 'wrong' }))?.code).toBe('credentials_refused')
      if (failure < 4) continue
      const held = await refusal({ nationalId, password })
      expect(held?.code).toBe('sign_in_throttled')
      waits.push(held?.values.seconds)
      wait(Number(held?.values.seconds) + 1)
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64])
    expect(await owner.notices('signin_throttled')).toBe(0)
    expect((await refusal({ nationalId, password: 'wrong' }))?.code).toBe('credentials_refused')
    wait(1000)
    for (let more = 0; more < 3; more++)
      expect((await refusal({ nationalId, password }))?.code).toBe('sign_in_code_required')
    expect(await owner.notices('signin_throttled')).toBe(1)
    wait(24 * 3600)
    expect(await refusal({ nationalId, password })).toBeNull()
  })

  it('puts on the owner’s record that tries are turned away, once in each wait', async () => {
    await failTimes(nationalId, 3)
    const inEachWait = []
    for (let failure = 4; failure <= 6; failure++) {
      await refusal({ nationalId, password: 'wrong' })
      const held = await Promise.all(Array.from({ length: 20 }, () => refusal({ nationalId, password })))
      await refusal({ nationalId, password })
      inEachWait.push(await owner.events('signin.held_back'))
      wait(Number(held[0]?.values.seconds) + 1)
    }
    expect(inEachWait).toEqual([1, 2, 3])
    const event = { action: 'signin.held_back', customerId }
    const { detail } = await database().auditEvent.findFirstOrThrow({ where: event })
    expect(detail).toEqual({ way: 'password', reason: 'sign_in_throttled' })
  })

  it('does so once an hour where only a code lets in, and never for an ID that nobody has', async () => {
    await failTimes(nationalId, 10)
    const before = await owner.events('signin.held_back')
    for (let hour = 0; hour < 3; hour++) {
      for (let more = 0; more < 5; more++) await refusal({ nationalId, password })
      wait(3601)
    }
    expect(await owner.events('signin.held_back')).toBe(before + 3)
    const all = { action: 'signin.held_back', customerId: null }
    const unknown = randomNationalId()
    for (let failure = 0; failure < 6; failure++) await refusal({ nationalId: unknown, password: 'wrong' })
    expect(await database().auditEvent.count({ where: all })).toBe(0)
  })

  it('takes as long to turn a known ID away as an unknown one', async () => {
    const unknown = randomNationalId()
    for (const id of [nationalId, unknown]) {
      for (let failure = 0; failure < 4; failure++) await refusal({ nationalId: id, password: 'wrong' })
      const start = performance.now()
      expect((await refusal({ nationalId: id, password }))?.code).toBe('sign_in_throttled')
      expect(performance.now() - start).toBeGreaterThan(240)
    }
  })

  it('begins anew after a success', async () => {
    await failTimes(nationalId, 3)
    expect(await refusal({ nationalId, password })).toBeNull()
    expect(await failTimes(nationalId, 4)).toEqual(Array(4).fill('credentials_refused'))
  })

  it('slows down an address that tries many IDs, and only it', async () => {
    const neighbour = (host: number) => stranger(`2001:db8:aaaa:bbbb::${host}`)
    const answers = await failWithManyIds(22, neighbour)
    expect(answers.filter((code) => code === 'credentials_refused')).toHaveLength(21)
    expect(answers.filter((code) => code === 'sign_in_throttled')).toHaveLength(1)
    expect((await refusal({ nationalId, password }, neighbour(99)))?.code).toBe('sign_in_throttled')
    expect(await refusal({ nationalId, password }, stranger('2001:db8:aaaa:cccc::1'))).toBeNull()
  })

  it('does not let a success wipe out what an address has failed', async () => {
    const address = '192.0.2.77'
    const failures = () =>
      database().signInThrottle.findMany({ where: { scope: 'address', failures: { gt: 3 } } })
    const before = (await failures()).length
    await failWithManyIds(5, () => stranger(address))
    expect(await refusal({ nationalId, password }, stranger(address))).toBeNull()
    const after = await failures()
    expect(after).toHaveLength(before + 1)
    expect(after.some((row) => row.failures === 5)).toBe(true)
  })

  it('counts a known browser by itself, and takes it for a stranger after ten failures', async () => {
    const { deviceToken } = await signIn(stranger(), { nationalId, password })
    for (let failure = 1; failure <= 10; failure++) {
      expect((await refusal({ nationalId, password: 'wrong', deviceToken }))?.code).toBe(
        'credentials_refused',
      )
      wait(1000)
    }
    expect(await database().knownDevice.count({ where: { customerId } })).toBe(0)
    expect(await owner.notices('signin_throttled')).toBe(1)
    expect(await refusal({ nationalId, password, deviceToken })).toBeNull()
  })

  it('takes no browser for known with another customer’s cookie or a made-up one', async () => {
    const { deviceToken } = await signIn(stranger(), { nationalId, password })
    const { nationalId: other } = await signableCustomer()
    await failTimes(nationalId, 10)
    await failTimes(other, 10)
    for (const token of [deviceToken, 'x'.repeat(43), 'x', ''])
      expect((await refusal({ nationalId: other, password, deviceToken: token }))?.code).toBe(
        'sign_in_code_required',
      )
    expect(await refusal({ nationalId, password, deviceToken })).toBeNull()
  })
})
