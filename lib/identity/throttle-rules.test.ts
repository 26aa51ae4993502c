import { expect, it } from 'vitest'
import { countedAddress } from './throttle-rules'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['', 'unknown'],
])('counts %j as %s', (address, counted) => expect(countedAddress(address)).toBe(counted))
