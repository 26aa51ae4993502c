import { staffRoles } from '@/lib/access/staff-roles'
import { cookieNames } from '@/lib/server/cookie-names'
import { ask, doorOf, oneOfEach, staffCookie } from './support/as-caller'
import { actionsUnder } from './support/desk-routes'
import { giveKey } from './support/give-keys'
import { newCustomer } from './support/new-customer'
import { outcomeOf, post } from './support/post-action'
import { newStaff } from './support/staff'
import { stateOf } from './support/state-of'
import { expect, test } from './support/test'

test.use({ signedIn: false })

test('a desk session opens no page and no act of customers, and neither passes for the other', async () => {
  const each = await oneOfEach()
  const customer = await newCustomer()
  const staff = await newStaff('admin')
  const key = await giveKey(customer)
  const pages = ['/', '/certificates', '/certificates/apply', '/keys', '/keys/new', '/security', '/activity']
  const staffOfEach = [...staffRoles, 'enrolling' as const].map((who) => each[who])
  for (const path of [...pages, `/keys/${key}`, `/keys/${key}/edit`])
    for (const { who, cookie } of staffOfEach) {
      const { status, location } = await ask(path, cookie)
      expect.soft({ status, location }, `${path} to ${who}`).toEqual({
        status: 307,
        location: `/sign-in?next=${encodeURIComponent(path)}`,
      })
    }

  const names = actionsUnder('app/(portal)', 'lib/server')
  expect(names.length).toBeGreaterThan(10)
  const before = await stateOf(customer)
  for (const name of names) {
    const fields = {
      id: key,
      revision: '1',
      session: 'others',
      typedName: 'Rebalancer',
      loginId: 'A123456789',
    }
    for (const { who, cookie } of staffOfEach)
      expect.soft(outcomeOf(await post(name, fields, cookie)), `${name} by ${who}`).toBe('signed_out')
    const asCustomer = await post(name, { none: '' }, each.customer.cookie)
    expect.soft(outcomeOf(asCustomer), `${name} by a customer`).not.toMatch(/signed_out|status|unexpected/)
  }
  expect(await stateOf(customer)).toEqual(before)

  // Each token in the other's cookie, alone and beside its own.
  const swapped = [
    `${cookieNames.session}=${staff.sessionToken}`,
    staffCookie(customer.sessionToken),
    `${cookieNames.session}=${staff.sessionToken}; ${staffCookie(customer.sessionToken)}`,
  ]
  const suspend = 'app/admin/(desk)/customers/[id]/acts/state-actions.ts suspendAction'
  const deactivate = 'app/(portal)/keys/actions.ts deactivateKeyAction'
  for (const cookie of swapped) {
    for (const path of ['/admin', `/admin/customers/${customer.customerId}`, '/admin/audit/export.csv'])
      expect.soft(doorOf(await ask(path, cookie)), `${path} with ${cookie}`).toBe('sign in')
    for (const path of ['/', `/keys/${key}`])
      expect.soft((await ask(path, cookie)).location, `${path} with ${cookie}`).toMatch(/^\/sign-in\?next=/)
    const fields = { customerId: customer.customerId, revision: '1', reason: 'no reason' }
    expect.soft(outcomeOf(await post(suspend, fields, cookie))).toBe('signed_out')
    expect.soft(outcomeOf(await post(deactivate, { id: key }, cookie))).toBe('signed_out')
  }
  expect(await stateOf(customer)).toEqual(before)
})
