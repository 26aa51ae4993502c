import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import { type AnonymousActor, systemActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { createCustomer } from '@/lib/identity/create-customer'
import { type SignInRequest, signIn } from '@/lib/identity/sign-in'
import { randomNationalId } from './national-id'

export const password = 'a right long password'

/** Somebody not signed in; everybody from an address of their own unless a test says otherwise. */
export function stranger(address = ownAddress()): AnonymousActor {
  return { kind: 'anonymous', requestId: randomUUID(), address, userAgent: 'vitest' }
}

function ownAddress(): string {
  const id = randomUUID()
  return `2001:db8:${id.slice(0, 4)}:${id.slice(4, 8)}::1`
}

/** A customer who can sign in with `password`. */
export async function signableCustomer(nationalId = randomNationalId()) {
  const customer = { nationalId, password, name: 'Lin Mei', email: 'lin@example.com', phone: '+886900000318' }
  const { id } = await transaction((tx) => createCustomer(tx, systemActor, { ...customer, locale: 'en' }))
  return {
    nationalId,
    customerId: id,
    events: (action: string) => database().auditEvent.count({ where: { action, customerId: id } }),
    notices: (template: string) => database().outbox.count({ where: { template, customerId: id } }),
  }
}

/** What a sign-in is refused with; null when it isn't. */
export async function refusal(request: SignInRequest, actor = stranger()) {
  try {
    await signIn(actor, request)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, values: error.values, fields: error.fields }
  }
}

/** Fails with as many IDs that nobody has, all at once. */
export function failWithManyIds(count: number, from: (n: number) => AnonymousActor) {
  const one = async (n: number) =>
    (await refusal({ nationalId: randomNationalId(), password: 'wrong' }, from(n)))?.code
  return Promise.all(Array.from({ length: count }, (_, n) => one(n)))
}

let waited = 0
/** Stops the clock, so that a slow machine waits nothing out; timers go on. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
}
/** Lets time pass. */
export function wait(seconds: number): void {
  waited += seconds
  clock.shift(waited)
}
export function restoreTime(): void {
  vi.useRealTimers()
  waited = 0
  clock.shift(0)
}

/** Fails so often with a wrong password, waiting out each delay. @returns what each was refused with */
export async function failTimes(nationalId: string, count: number) {
  const codes: (string | undefined)[] = []
  for (let failure = 0; failure < count; failure++) {
    codes.push((await refusal({ nationalId, password: 'wrong' }))?.code)
    wait(70)
  }
  return codes
}
