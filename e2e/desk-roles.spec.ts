import { ask, callers, doorOf, oneOfEach, type Who } from './support/as-caller'
import { deskActs } from './support/desk-acts'
import { deskPages } from './support/desk-pages'
import { actionsUnder, deskAddresses } from './support/desk-routes'
import { giveKey } from './support/give-keys'
import { newCustomer } from './support/new-customer'
import { openActs, signOut } from './support/open-acts'
import { outcomeOf, post } from './support/post-action'
import { sql } from './support/sql'
import { newStaff } from './support/staff'
import { staffStateOf, stateOf } from './support/state-of'
import { expect, test } from './support/test'

test.use({ signedIn: false })

const roles: readonly Who[] = ['support', 'security', 'admin', 'auditor']
const nowhere = '00000000-0000-7000-8000-000000000000'

test('every page and route of the desk opens to whom it is for, and to nobody else', async () => {
  expect.soft(Object.keys(deskPages).sort(), 'the table has every page and route').toEqual(deskAddresses())
  const each = await oneOfEach()
  const customer = await newCustomer()
  const key = await giveKey(customer, { name: 'Nobody else’s business' })
  const colleague = await newStaff('support')
  const own = { customer: customer.customerId, colleague: colleague.staffId, key }
  const private_ = [
    customer.email,
    customer.accountId,
    customer.phone,
    colleague.email,
    'Nobody else’s business',
  ]

  for (const [address, { path, opens, elsewhere }] of Object.entries(deskPages)) {
    const asked = await path(own)
    for (const who of callers) {
      const answer = await ask(asked, each[who].cookie)
      const what = `${address} to ${who}`
      const expected = opens.includes(who) ? 'opens' : (elsewhere?.(who) ?? refusalOf(who))
      expect.soft(doorOf(answer), what).toBe(expected)
      expect.soft(answer.headers.get('cache-control') ?? '', `${what}: kept nowhere`).toContain('no-store')
      if (expected === 'opens') continue
      expect
        .soft(
          private_.filter((text) => answer.text.includes(text)),
          `${what}: what it tells`,
        )
        .toEqual([])
    }
  }
  for (const path of [
    ...['', '/keys', '/certificates', '/sessions', '/messages'].map(
      (part) => `/admin/customers/${nowhere}${part}`,
    ),
    ...['/admin/customers/1', '/admin/customers/import/1', '/admin/staff/1'],
    ...[`/admin/customers/import/${nowhere}`, `/admin/customers/import/${nowhere}/problems.csv`],
    ...[`/admin/staff/${nowhere}`, '/admin/nothing-here', `/admin/customers/${own.customer}/nothing-here`],
    // Another customer's key is none of this one's.
    ...[
      `/admin/customers/${own.customer}/keys/${nowhere}`,
      `/admin/customers/${(await newCustomer()).customerId}/keys/${key}`,
    ],
    // Somebody else's id is not the right kind of id.
    ...[`/admin/customers/${own.colleague}`, `/admin/staff/${own.customer}`],
  ])
    expect.soft(doorOf(await ask(path, each.admin.cookie)), `${path} to admin`).toBe('is not there')
})

test('every act of the desk is for whom it is for; to all others it does not exist and changes nothing', async () => {
  const table = [...Object.keys(deskActs), ...Object.keys(openActs), signOut].sort()
  expect.soft(table, 'the table has every server action').toEqual(actionsUnder('app/admin', 'app/activate'))
  const each = await oneOfEach()
  const refused = new Map<Who, number>()

  for (const [name, { may, scene, answers, refusal = 'not_found' }] of Object.entries(deskActs)) {
    const [first] = may
    if (!first) throw new Error(`${name} is for nobody`)
    const { fields, state = async () => null } = await scene(each[first])
    const before = await state()
    for (const who of callers.filter((one) => !may.includes(one))) {
      const answer = await post(name, fields, each[who].cookie)
      expect.soft(outcomeOf(answer), `${name} by ${who}`).toBe(roles.includes(who) ? refusal : 'signed_out')
      expect.soft(await state(), `what ${name} by ${who} changed`).toEqual(before)
      if (refusal !== 'not_found') continue
      const empty = await post(name, {}, each[who].cookie)
      expect.soft(outcomeOf(empty), `${name} by ${who}, with nothing`).toBe(outcomeOf(answer))
      refused.set(who, (refused.get(who) ?? 0) + 2)
    }
    for (const who of may) {
      const { fields, state } = await scene(each[who])
      const before = await state?.()
      const answer = await post(name, fields, each[who].cookie)
      expect.soft(outcomeOf(answer), `${name} by ${who}`).toMatch(answers)
      if (state) expect.soft(await state(), `what ${name} by ${who} changed`).not.toEqual(before)
    }
  }

  for (const [name, { fields, answers }] of Object.entries(openActs))
    for (const who of callers) {
      const answer = await post(name, fields(), each[who].cookie)
      expect.soft(outcomeOf(answer), `${name} by ${who}`).toMatch(answers)
    }

  await test.step('refusals are on record', async () => {
    const records = await sql<{ id: string; kind: string; detail: unknown; count: number }>(
      `SELECT actor_id AS id, actor_kind AS kind, count(*)::int FROM audit_event
       WHERE action = 'staff.refused' AND actor_id = ANY($1) GROUP BY 1, 2`,
      [callers.map((who) => each[who].id).filter(Boolean)],
    )
    const expected = roles.flatMap((who) => {
      const count = refused.get(who)
      return count ? [{ id: each[who].id, kind: 'staff', count }] : []
    })
    expect(sorted(records)).toEqual(sorted(expected))
  })

  await test.step('signing out ends one’s own desk session, and no customer’s', async () => {
    for (const who of callers) {
      const before = await stateOf({ customerId: each.customer.id })
      const answer = await post(signOut, {}, each[who].cookie)
      expect.soft(outcomeOf(answer), `signing out by ${who}`).toBe('to /admin/sign-in?out')
      expect.soft(await stateOf({ customerId: each.customer.id }), `signing out by ${who}`).toEqual(before)
      const isStaff = roles.includes(who) || who === 'enrolling'
      if (isStaff) expect.soft(doorOf(await ask('/admin', each[who].cookie)), who).toBe('sign in')
    }
  })
})

test('an act on a colleague’s session, or on what is not there, is refused as on none', async () => {
  const each = await oneOfEach()
  const other = await newStaff('admin')
  const before = await staffStateOf(other.staffId)
  const because = { reason: 'the customer called us', ticket: '' }
  const id = nowhere
  const named: [string, Record<string, string>][] = [
    ['app/admin/(desk)/account/actions.ts endStaffSessionAction', { session: other.sessionId }],
    ...['unlockAction', 'endSessionsAction'].map(
      (name) => [`${acts}/actions.ts ${name}`, { customerId: id }] as [string, Record<string, string>],
    ),
    [`${acts}/reveal-id-action.ts revealIdAction`, { customerId: id }],
    [`${acts}/actions.ts endSessionAction`, { id }],
    [`${acts}/actions.ts deactivateKeyAction`, { id, revision: '1' }],
    [`${acts}/actions.ts revokeCertificateAction`, { id, revokedFor: 'keyCompromise' }],
    [`${acts}/actions.ts resendAction`, { id }],
    [`${acts}/state-actions.ts suspendAction`, { customerId: id, revision: '1' }],
    [`${acts}/state-actions.ts activateAction`, { customerId: id, revision: '1', channel: 'sms' }],
    ['app/admin/(desk)/customers/import/actions.ts startImportAction', { id }],
    ['app/admin/(desk)/staff/actions.ts disableStaffAction', { staffId: id, revision: '1' }],
  ]
  for (const [name, fields] of named) {
    const answer = await post(name, { ...because, ...fields }, each.admin.cookie)
    expect.soft(outcomeOf(answer), name).toBe('not_found')
  }
  expect(await staffStateOf(other.staffId)).toEqual(before)
})

test('a help act wants a reason, and a reason of one space is none', async () => {
  const { admin } = await oneOfEach()
  const helpActs = Object.entries(deskActs).filter(([name]) => name.startsWith(acts))
  expect(helpActs.length).toBeGreaterThan(10)
  for (const [name, { scene }] of helpActs) {
    const { fields, state } = await scene(admin)
    const before = await state?.()
    const { reason: _reason, ...without } = fields
    for (const sent of [without, { ...fields, reason: ' ' }, { ...fields, reason: '\u3000\u200b ' }]) {
      const answer = await post(name, sent, admin.cookie)
      expect.soft(answer.text, name).toMatch(/"ok":false.*"fieldErrors":\{"reason":"[^"]+"\}/)
    }
    expect.soft(await state?.(), `what ${name} changed`).toEqual(before)
  }
})

const acts = 'app/admin/(desk)/customers/[id]/acts'

function refusalOf(who: Who): string {
  if (roles.includes(who)) return 'is not there'
  return who === 'enrolling' ? 'authenticator' : 'sign in'
}

function sorted<T extends { id: string }>(rows: T[]): T[] {
  return [...rows].sort((a, b) => a.id.localeCompare(b.id))
}
