import { networkOf } from '@/lib/net/network-of'

/**
 * What failures in a row are counted for.
 * `account`: an ID, from browsers it doesn't know · `device`: a browser the customer has signed in from ·
 * `certificate`: API logins with ID and password over a customer's certificate ·
 * `address`: everybody at one address · `code-request`: asking for a code for one ID at one address ·
 * `code-address`: everybody's codes at one address · `attempt`: tries at one code ·
 * `password`: the present password asked for inside one session · `login-id`: a customer's own login ID asked for
 * inside their sessions · `activation`: the login ID that a customer's one-time link asks for · `revocation`:
 * signatures that prove no key, from one address · `staff-account`,
 * `staff-device`, `staff-address`: the same as without `staff-`, at the desk's own door · `staff-code`: a present
 * authenticator code asked for inside one session of staff.
 */
export type ThrottleScope = keyof typeof throttleRules

type ThrottleRule = {
  /** Failures that cost no waiting; each one after doubles it. */
  free: number
  /** Failures after which no more are taken at all, until they are forgotten. */
  most?: number
}

export const throttleRules = {
  account: { free: 3, most: 10 },
  device: { free: 3, most: 10 },
  // Without `most`: a client has no code to get in with.
  certificate: { free: 3 },
  // Offices and mobile carriers put many customers behind one address.
  address: { free: 20 },
  'code-request': { free: 3 },
  'code-address': { free: 100 },
  attempt: { free: 5, most: 5 },
  password: { free: 3 },
  'login-id': { free: 3 },
  activation: { free: 3 },
  revocation: { free: 20 },
  // Without `most`: staff have no other way in that a stranger could drive them to.
  'staff-account': { free: 3 },
  'staff-device': { free: 3 },
  'staff-address': { free: 20 },
  'staff-code': { free: 3 },
} as const satisfies Record<string, ThrottleRule>

export const throttleTimes = {
  longestWaitSeconds: 15 * 60,
  /** Without a failure for so long, they are forgotten. */
  memorySeconds: 24 * 3600,
} as const

/** What failures at an address are counted under: its network, or all without one together. */
export const countedAddress = (address: string): string => networkOf(address) ?? 'unknown'
