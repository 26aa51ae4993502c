import type { Dialect } from '@/lib/signing/dialects'
import type { RequestFacts } from '@/lib/signing/request'
import { giveCertificate } from './certificate'
import { type TestCustomer, testCustomer } from './customer'
import { makeKey } from './keys'
import { signAs, type Unsigned } from './sign-as'

export type TradingKey = {
  customer: TestCustomer
  id: string
  accessKey: string
  secret: string
  /** Signs a request now, in the key's dialect. */
  sign: (request: Partial<Unsigned>) => RequestFacts
}

/** A key of a new customer that may do this, in a dialect. */
export async function tradingKey(
  permissions: string[],
  dialect: Exclude<Dialect, 'session'> = 'signet',
  values: Partial<Parameters<typeof makeKey>[1]> = {},
): Promise<TradingKey> {
  const customer = await testCustomer()
  await giveCertificate(customer.customerId)
  const passphrase = 'correct horse'
  const { id, accessKey, secret } = await makeKey(customer, {
    ...{ permissions, dialect },
    kind: dialect === 'basic' ? 'hashed' : 'hmac',
    passphrase: dialect === 'okx' ? passphrase : null,
    ...values,
  })
  const sign = (request: Partial<Unsigned>) => {
    const whole = { method: 'GET', path: '/v1/orders', query: '', body: Buffer.alloc(0), ...request }
    return signAs[dialect](whole, { accessKey, secret, passphrase, timeMs: Date.now() })
  }
  return { customer, id, accessKey, secret, sign }
}
