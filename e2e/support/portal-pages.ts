import type { TestCustomer } from '@/test/customer'
import { giveApiSession } from './give-api-session'
import { giveKey } from './give-keys'
import { giveUsage } from './give-usage'
import { grantCertificate } from './grant-certificate'

/** One of the portal's pages, for whoever must see to it that none is left out. */
export type PortalPage = {
  path: string
  /** What to call it, where the path does not tell it from another. */
  name?: string
  /**
   * Who looks at it: nobody signed in, somebody with nothing yet, somebody with one of everything; at the desk an
   * administrator, and a member of staff who is yet to set up an authenticator.
   */
  as: 'nobody' | 'newcomer' | 'owner' | 'admin' | 'enrolling'
  status?: number
}

type Furnished = { certificate: string; key: string; refusal: string }

/** Gives a customer one of everything that pages show. */
export async function furnish(owner: TestCustomer): Promise<Furnished> {
  const { id: certificate } = await grantCertificate(owner)
  // Keys begin and end with days of the deployment's time zone, which is eight hours ahead.
  const today = Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000)
  const inDays = (days: number) => new Date((today + days) * 86_400_000 - 8 * 3_600_000)
  const key = await giveKey(owner, {
    name: 'Rebalancer on the second server, with a name that is rather long',
    permissions: ['account.read', 'funds.transfer', 'market.read', 'orders.read', 'orders.trade'],
    addresses: ['198.51.100.0/24', '192.0.2.1', '2001:db8:1234:5678:9abc:def0:1234:5678'],
    validFrom: inDays(-30),
    validBefore: inDays(200),
  })
  const address = '2001:db8:1234:5678:9abc:def0:1234:5678'
  await giveApiSession(owner, { certificate, key })
  await giveApiSession(owner, { certificate, key }, { address, userAgent: 'Java-http-client/17.0.13' })
  await giveApiSession(owner, { certificate }, { userAgent: '' })
  await giveApiSession(owner, { certificate, key }, { endedReason: 'key_edited' })
  const refusal = await giveUsage(key)
  await giveKey(owner, { name: '盤後統計', confirmed: false })
  await giveKey(owner, { name: 'Ends soon', validBefore: inDays(5) })
  await giveKey(owner, { name: 'Ended', validBefore: inDays(-5) })
  await giveKey(owner, { name: 'Begins later', validFrom: inDays(5), addresses: ['10.0.0.0/8'] })
  await giveKey(owner, { name: 'Switched off', status: 'inactive' })
  return { certificate, key, refusal }
}

/** Every page, as a list: certificate, key and refusal are the owner's. */
export function portalPages(own: Furnished): PortalPage[] {
  const signedIn = [
    '/',
    '/certificates',
    '/certificates/apply',
    '/certificates/test',
    '/help',
    '/keys',
    '/keys/new',
    '/security',
    '/activity',
  ]
  return [
    { path: '/sign-in', as: 'nobody' },
    { path: '/revoke', as: 'nobody' },
    { path: `/revoke?serial=${'4a'.repeat(20)}`, as: 'nobody' },
    { path: '/revoke?serial=nonsense', name: 'revoke-refused', as: 'nobody' },
    { path: '/demo/outbox', as: 'nobody' },
    { path: '/nothing-here', as: 'nobody', status: 404 },
    ...signedIn.flatMap((path) => [
      { path, as: 'newcomer' as const },
      { path, as: 'owner' as const },
    ]),
    { path: `/certificates/${own.certificate}`, as: 'owner' },
    { path: `/certificates/${own.certificate}/renew`, as: 'owner' },
    { path: `/certificates/${own.certificate}/revoke`, as: 'owner' },
    { path: `/keys/${own.key}`, as: 'owner' },
    { path: `/keys/${own.key}/edit`, as: 'owner' },
    { path: `/keys/${own.key}/edit?allow=${own.refusal}`, name: 'keys-one-allow', as: 'owner' },
    { path: `/keys/${own.key}/signature`, as: 'owner' },
    { path: '/keys?search=no+such+key', as: 'owner' },
    { path: '/help?client=java&format=pem', as: 'owner' },
    { path: '/keys/00000000-0000-7000-8000-000000000000', as: 'owner', status: 404 },
    { path: '/nothing-here', as: 'owner', status: 404 },
  ]
}
