import { randomBytes } from 'node:crypto'
import { until } from '@/campaigns/support/until'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { transaction } from '@/lib/db/transaction'
import { checkImport } from '@/lib/desk/import/check-import'
import { openActivation } from '@/lib/identity/activation-links'
import { changeContact } from '@/lib/identity/change-contact'
import { endOtherSessions } from '@/lib/identity/end-other-sessions'
import { revealNationalId } from '@/lib/identity/reveal-national-id'
import { startActivation } from '@/lib/identity/start-activation'
import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { counter } from '@/lib/identity/throttle'
import { unlockCustomer } from '@/lib/identity/unlock-customer'
import { writeNameWords } from '@/lib/identity/write-name-words'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { type TestCustomer, testSession } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import { type TestStaff, withReason } from '@/test/staff'
import { giveKey } from './give-keys'
import { grantCertificate } from './grant-certificate'
import { newCustomer } from './new-customer'
import { furnish, type PortalPage } from './portal-pages'
import { sql } from './sql'
import { enrollingStaff, newStaff } from './staff'

type Locale = 'en' | 'zh-TW'

/** Somebody to look at the desk, and what they see there: one of everything. */
export type FurnishedDesk = {
  admin: TestStaff
  enrolling: TestStaff
  /** A word in the names of all its customers, and of nobody else. */
  word: string
  /** Customers by what is up with them. */
  busy: string
  /** One of the busy one's. */
  key: string
  suspended: string
  locked: string
  fresh: string
  disabled: string
  importId: string
  /** Of links to choose a password, unused. */
  staffToken: string
  customerToken: string
}

/** Fills the desk with one of everything that its pages show. */
export async function furnishDesk(locale: Locale): Promise<FurnishedDesk> {
  const admin = await newStaff('admin', locale)
  const enrolling = await enrollingStaff('support', locale)
  const word = `W${randomBytes(5).toString('hex')}`
  const busy = await named(locale, `陳美玲 ${word}`)
  const { key } = await furnish(busy)
  await helpInEveryWay(busy)

  const suspended = await named(locale, `Bartholomew Featherstonehaugh-Cholmondeley ${word}`)
  await suspendCustomer(withReason(admin, 'a letter from the court'), seen(suspended))
  const locked = await named(locale, `Lin ${word}`)
  await lock(locked)
  const fresh = await named(locale, `New ${word}`)
  await sql('UPDATE customer SET password_hash = NULL WHERE id = $1', [fresh.customerId])
  const contact = { email: `${word}@example.com`, phone: '+886911222333' }
  await changeContact(withReason(admin, 'came to the counter'), { ...seen(fresh), ...contact })

  const disabled = await newStaff('auditor', locale)
  await sql('UPDATE staff SET disabled_at = now() WHERE id = $1', [disabled.staffId])
  const { staffId } = await newStaff('security', locale)
  const tokens = await transaction(async (tx) => ({
    staffToken: await openActivation(tx, { staffId }),
    customerToken: await openActivation(tx, { customerId: locked.customerId }),
  }))
  return {
    ...{ admin, enrolling, word, disabled: disabled.staffId, importId: await anImport(admin), ...tokens },
    ...{ busy: busy.customerId, key, suspended: suspended.customerId },
    ...{ locked: locked.customerId, fresh: fresh.customerId },
  }
}

/** Every page of the desk, as a list. */
export function deskSweepPages(desk: FurnishedDesk): PortalPage[] {
  const customer = (id: string, part = '') => `/admin/customers/${id}${part}`
  const asAdmin = [
    ...['/admin', '/admin?list=deliveries', `/admin?search=${desk.word}`, '/admin?search=no-such-thing'],
    ...['', '/keys', '/certificates', '/sessions', '/messages'].map((part) => customer(desk.busy, part)),
    ...[customer(desk.busy, `/keys/${desk.key}`), customer(desk.fresh, '/keys')],
    ...['/admin/customers/new', '/admin/customers/import', `/admin/customers/import/${desk.importId}`],
    ...[`/admin/audit?whom=${desk.busy}`, `/admin/audit?object=${desk.importId}`],
    ...['/admin/staff', '/admin/staff/new', `/admin/staff/${desk.disabled}`, '/admin/account'],
  ]
  return [
    ...asAdmin.map((path) => ({ path, as: 'admin' as const })),
    ...(['suspended', 'locked', 'fresh'] as const).map((name) => ({
      path: customer(desk[name]),
      as: 'admin' as const,
      name: `admin-customers-${name}`,
    })),
    { path: '/admin/customers/nobody', as: 'admin', status: 404 },
    { path: '/admin/nothing-here', as: 'admin', status: 404 },
    { path: '/admin/authenticator', as: 'enrolling' },
    { path: '/admin/sign-in', as: 'nobody' },
    { path: `/admin/activate?token=${desk.staffToken}`, as: 'nobody' },
    { path: '/admin/activate', as: 'nobody' },
    { path: `/activate?token=${desk.customerToken}`, as: 'nobody' },
    { path: '/activate', as: 'nobody' },
  ]
}

type OtherRole = 'support' | 'security' | 'auditor'

/** A page that is looked at with the eyes of any role. */
export type SweptPage = Omit<PortalPage, 'as'> & { as: PortalPage['as'] | OtherRole }

/** What each other role works with, as a list: the same pages offer it less. */
export function otherRolesPages({ busy }: FurnishedDesk): SweptPage[] {
  const everybody = ['/admin', ...['', '/keys', '/messages'].map((part) => `/admin/customers/${busy}${part}`)]
  const pages: Record<OtherRole, string[]> = {
    support: everybody,
    security: [...everybody, `/admin/audit?whom=${busy}`],
    auditor: [...everybody, `/admin/audit?whom=${busy}`, '/admin/staff'],
  }
  return (Object.keys(pages) as OtherRole[]).flatMap((as) => pages[as].map((path) => ({ path, as })))
}

async function named(locale: Locale, name: string): Promise<TestCustomer> {
  const customer = await newCustomer({ locale })
  await sql('UPDATE customer SET name = $2 WHERE id = $1', [customer.customerId, name])
  await transaction((tx) => writeNameWords(tx, customer.customerId, name))
  return customer
}

const seen = ({ customerId }: TestCustomer) => ({ customerId, revision: 1 })

/** What staff may do to an account, once each, so that it stands in the timeline; and a message that failed. */
async function helpInEveryWay(customer: TestCustomer): Promise<void> {
  const { customerId } = customer
  const staff = withReason(
    await newStaff('security'),
    'lost the phone on a train, and called us',
    'TN-2026/118',
  )
  await lock(customer)
  await unlockCustomer(staff, { customerId })
  await revealNationalId(staff, customerId)
  await deactivateKey(staff, { id: await giveKey(customer, { name: 'Stopped by support' }), revision: 1 })
  await revokeCertificate(staff, { id: (await grantCertificate(customer)).id, revokedFor: 'keyCompromise' })
  await startActivation(staff, { ...seen(customer), channel: 'sms' })
  await endOtherSessions(staff, { customerId })
  await testSession(customerId)
  // The worker writes what came of a message: only then may something else be written.
  await until(async () => {
    const failed = await sql(
      `UPDATE outbox SET status = 'failed', attempts = 9, last_error = '550 no such mailbox', body_sealed = NULL
       WHERE customer_id = $1 AND template = 'staff_unlocked' AND status = 'held' RETURNING id`,
      [customerId],
    )
    if (failed.length === 0) throw new Error('the message waits for the worker')
  })
}

/** As many wrong passwords as lock a sign-in. */
async function lock({ nationalId, customerId }: TestCustomer): Promise<void> {
  const { scope, subject } = counter('account', nationalId, customerId)
  await sql(
    `INSERT INTO sign_in_throttle (scope, subject, failures, last_failed_at, customer_id)
     VALUES ($1, $2, 10, now(), $3)`,
    [scope, subject, customerId],
  )
}

/** A file with rows that are good, known and bad in every column. */
async function anImport(admin: TestStaff): Promise<string> {
  const text = [
    'name,national_id,email,phone,locale,nickname',
    `Good One,${randomNationalId()},good@example.com,0912345678,en,`,
    'Bad One,A000000000,no address,12,fr,',
    ',,,,,',
    'Twice,A123456789,twice@example.com,0912345678,zh-TW,',
    'Twice,A123456789,twice@example.com,0912345678,zh-TW,',
    'too,short',
  ].join('\r\n')
  const bytes = new TextEncoder().encode(text)
  const fileName = '2026-11 新客戶.csv'
  return (await checkImport(admin, { fileName, bytes, activateBy: 'email' })).id
}
