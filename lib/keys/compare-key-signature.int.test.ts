import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { keyDialects } from '@/lib/signing/dialects'
import { compareSignedSchema } from '@/lib/signing/schema'
import { testCustomer } from '@/test/customer'
import { plainKey } from '@/test/usage'
import { compareKeySignature } from './compare-key-signature'

const none = createHash('sha256').update('').digest('hex')
const typed = (id: string, values: Record<string, string> = {}) =>
  compareSignedSchema.parse({
    ...{ id, target: '/v1/orders?timestamp=1700000000123', timestamp: '1700000000123' },
    ...values,
  })

test('the owner’s key says in which dialect, whatever it is; a key that sends its secret signs nothing', async () => {
  const owner = await testCustomer()
  for (const dialect of keyDialects) {
    const id = await plainKey(owner)
    const kind = dialect === 'basic' ? 'hashed' : 'hmac'
    await database().apiKey.update({ where: { id }, data: { dialect, kind } })
    const timestamp = dialect === 'okx' ? '2023-11-14T22:13:20.123Z' : '1700000000123'
    const compared = await compareKeySignature(owner, typed(id, { timestamp }))
    if (dialect === 'basic') expect(compared).toBeNull()
    else
      expect(compared).toMatchObject({
        signing: { dialect },
        comparison: { outcome: 'compared', mistake: 'nothing_signed', signature: 'absent' },
      })
  }
})

test('line breaks count as line feeds, and what is around one line as nothing', async () => {
  const owner = await testCustomer()
  const signed = `1700000000123\r\nGET\r\n/v1/orders\r\n\r\n${none}`
  const input = typed(await plainKey(owner), { target: ' /v1/orders ', signed })
  expect((await compareKeySignature(owner, input))?.comparison).toMatchObject({ difference: null })
})

test('somebody else’s key is none', async () => {
  const id = await plainKey(await testCustomer())
  const other = await testCustomer()
  await expect(compareKeySignature(other, typed(id))).rejects.toMatchObject({ code: 'not_found' })
  await expect(compareKeySignature(other, typed('nothing'))).rejects.toMatchObject({ code: 'not_found' })
})

test.each(['target', 'body', 'timestamp', 'window', 'signed', 'signature'])(
  'a secret in %s is refused, as is what is too long',
  (field) => {
    const issue = (value: string) =>
      compareSignedSchema
        .safeParse({ id: '', [field]: value })
        .error?.issues.map(({ path, message }) => [...path, message])
    expect(issue('x sgs_0123456789abcdef')).toEqual([[field, 'secret_pasted']])
    expect(issue('x'.repeat(200_000))).toContainEqual([field, 'too_long'])
  },
)
