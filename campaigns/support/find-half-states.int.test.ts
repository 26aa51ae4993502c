import { generateKeyPairSync } from 'node:crypto'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { rotateKey } from '@/lib/keys/rotate-key'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { proved } from '@/test/proved'
import { findHalfStates } from './find-half-states'

const proofs = 'keys without what proves them now'
const ends = 'old secrets without an end, or of a key without another'

test('keys of every kind and rotated ones are whole; what is missing is found', async () => {
  const customer = await testCustomer()
  await giveCertificate(customer.customerId)
  const { publicKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const { id } = await makeKey(customer)
  await makeKey(customer, { dialect: 'basic', kind: 'hashed' })
  await makeKey(customer, { kind: 'ed25519', publicKey: spki })
  await proved(customer, () => rotateKey(customer, { id, revision: 1, overlapHours: 1, publicKey: null }))

  const client = new Client(env().DATABASE_URL)
  await client.connect()
  try {
    const faults = async () => (await findHalfStates(client, [id])).faults
    expect(Object.values(await faults()).every((count) => count === 0)).toBe(true)
    await database().apiKeySecret.deleteMany({ where: { apiKeyId: id, place: 'current' } })
    expect(await faults()).toMatchObject({ [proofs]: 1, [ends]: 1 })
  } finally {
    await client.end()
  }
})
