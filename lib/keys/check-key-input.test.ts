import { expect, test, vi } from 'vitest'
import { coversEverything } from '@/lib/net/addresses-cover'
import { checkKeyInput } from './check-key-input'

vi.mock('@/lib/net/addresses-cover', () => ({ coversEverything: vi.fn(() => false) }))

const input = { name: 'Payout', permissions: ['funds.transfer'], firstDay: null, lastDay: null }
const refused = (addresses: string[]) => {
  try {
    checkKeyInput({ ...input, addresses })
  } catch (error) {
    return error
  }
}

test('an endless list is refused before anything is reckoned with it', () => {
  const addresses = Array.from({ length: 31 }, (_, index) => `198.51.100.${index}`)
  expect(refused(addresses)).toMatchObject({ fields: { addresses: { code: 'address_too_many' } } })
  expect(coversEverything).not.toHaveBeenCalled()
  expect(refused(addresses.slice(1))).toBeUndefined()
  expect(coversEverything).toHaveBeenCalledOnce()
})
