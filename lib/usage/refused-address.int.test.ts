import { expect, test } from 'vitest'
import { testCustomer } from '@/test/customer'
import { plainKey, refusal, wrote } from '@/test/usage'
import { readKeyUsage } from './read-key-usage'
import { refusedAddress } from './refused-address'

test('only the address of a refusal of this key, for its address, is told, and only to its owner', async () => {
  const owner = await testCustomer()
  const [key, other] = [await plainKey(owner), await plainKey(owner)]
  await wrote(
    refusal(key, { address: '2001:DB8:0::7', path: '/seen' }),
    refusal(key, { address: '', path: '/untold' }),
    refusal(key, { reason: 'bad_signature', path: '/unsigned' }),
    refusal(other, { path: '/other' }),
  )
  const lists = [key, other].map((id) => readKeyUsage(owner, id, { period: '7d', before: null }))
  const all = (await Promise.all(lists)).flatMap(({ refusals }) => refusals)
  const told = (path: string) =>
    refusedAddress(owner, key, all.find((refusal) => refusal.path === path)?.id ?? '')

  expect(await told('/seen')).toBe('2001:db8::7')
  for (const path of ['/untold', '/unsigned', '/other']) expect(await told(path), path).toBeNull()
  for (const wish of ['', '203.0.113.9', '0.0.0.0/0', crypto.randomUUID()])
    expect(await refusedAddress(owner, key, wish), wish).toBeNull()
  const [seen] = all.filter(({ path }) => path === '/seen')
  const stranger = refusedAddress(await testCustomer(), key, seen?.id ?? '')
  await expect(stranger).rejects.toMatchObject({ code: 'not_found' })
})
