import { randomInt, randomUUID } from 'node:crypto'
import { transaction } from '@/lib/db/transaction'
import { checkImport } from '@/lib/desk/import/check-import'
import { enqueueNotice } from '@/lib/notices/enqueue-notice'
import type { TestCustomer } from '@/test/customer'
import { testSession } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import { testStaffSession } from '@/test/staff'
import type { Caller, Who } from './as-caller'
import { giveApiSession } from './give-api-session'
import { giveKey } from './give-keys'
import { password } from './give-password'
import { grantCertificate } from './grant-certificate'
import { newCustomer } from './new-customer'
import { sql } from './sql'
import { newStaff, signingInStaff } from './staff'
import { staffStateOf, stateOf } from './state-of'

/** A request that is right in all but who sends it, and what it would change. */
type Scene = {
  fields: Record<string, string | File>
  /** What the act is to change; left out where it changes nothing. */
  state?: () => Promise<unknown>
}

export type DeskAct = {
  /** Who gets through; whoever does not is told `not_found` or, without a desk session, `signed_out`. */
  may: readonly Who[]
  /** What is acted on, new each time; for an act on one's own account, whose it is. */
  scene: (caller: Caller) => Promise<Scene>
  /** What whoever gets through is answered. */
  answers: RegExp
  /** What staff are told whom it is not for, if not `not_found`. */
  refusal?: string
}

const everybody = ['support', 'security', 'admin', 'auditor'] as const
const helpers = ['support', 'security', 'admin'] as const
const guards = ['security', 'admin'] as const
const readers = ['security', 'admin', 'auditor'] as const
const admins = ['admin'] as const
const because = { reason: 'the customer called us', ticket: 'TN-12' }

/** An act on a customer, who is made for it. */
function onCustomer(
  may: readonly Who[],
  fieldsOf: (customer: TestCustomer) => Promise<Record<string, string>>,
): DeskAct {
  const scene = async () => {
    const customer = await newCustomer()
    return { fields: { ...because, ...(await fieldsOf(customer)) }, state: () => stateOf(customer) }
  }
  return { may, scene, answers: /^ok$/ }
}

const seen = async ({ customerId }: TestCustomer) => ({ customerId, revision: '1' })
const oneCustomer = async ({ customerId }: TestCustomer) => ({ customerId })

/** An act on a colleague, who is made for it. */
function onColleague(change: (staffId: string) => Promise<unknown>, fields = {}): DeskAct {
  const scene = async () => {
    const { staffId } = await newStaff('support')
    await change(staffId)
    return { fields: { ...because, ...fields, staffId, revision: '1' }, state: () => staffStateOf(staffId) }
  }
  return { may: admins, scene, answers: /^ok$/ }
}

const asTheyAre = async () => {}

async function anImport(): Promise<string> {
  const text = `name,national_id,email,phone\nNew One,${randomNationalId()},new@example.com,0912345678\n`
  const bytes = new TextEncoder().encode(text)
  return (await checkImport(await newStaff('admin'), { fileName: 'new.csv', bytes, activateBy: null })).id
}

const onPausedImport: DeskAct = {
  may: admins,
  scene: async () => {
    const id = await anImport()
    await sql("UPDATE customer_import SET status = 'paused', halted_at = now() WHERE id = $1", [id])
    return {
      fields: { id },
      state: () => sql('SELECT status, staff_id FROM customer_import WHERE id = $1', [id]),
    }
  },
  answers: /^ok$/,
}

/** Every act of the desk, by its file and name. */
export const deskActs: Record<string, DeskAct> = {
  'app/admin/(desk)/search-action.ts searchAction': {
    may: everybody,
    scene: async () => ({ fields: { search: randomUUID() } }),
    answers: /^ok$/,
  },
  'app/admin/(desk)/audit/actions.ts filterAuditAction': {
    may: readers,
    scene: async () => ({ fields: { who: 'staff', what: '', whom: '', object: '', from: '', to: '' } }),
    answers: /^to \/admin\/audit\?who=staff$/,
  },
  'app/admin/(desk)/audit/actions.ts verifyAuditAction': {
    may: readers,
    scene: async () => ({ fields: { run: '' } }),
    answers: /^ok$/,
  },
  'app/admin/(desk)/customers/[id]/acts/reveal-id-action.ts revealIdAction': {
    may: everybody,
    scene: async () => {
      const { customerId } = await newCustomer()
      const shown = () =>
        sql("SELECT 1 FROM audit_event WHERE action = 'customer.id_revealed' AND customer_id = $1", [
          customerId,
        ])
      return { fields: { ...because, customerId }, state: shown }
    },
    answers: /^ok$/,
  },
  'app/admin/(desk)/customers/[id]/acts/actions.ts unlockAction': onCustomer(helpers, async (customer) => {
    await sql(
      `INSERT INTO sign_in_throttle (scope, subject, failures, last_failed_at, customer_id)
       VALUES ('account', $1, 10, now(), $2)`,
      [Buffer.from(randomUUID()), customer.customerId],
    )
    return oneCustomer(customer)
  }),
  'app/admin/(desk)/customers/[id]/acts/actions.ts endSessionsAction': onCustomer(helpers, oneCustomer),
  'app/admin/(desk)/customers/[id]/acts/actions.ts endSessionAction': onCustomer(
    helpers,
    async ({ customerId }) => ({ id: (await testSession(customerId)).sessionId }),
  ),
  'app/admin/(desk)/customers/[id]/acts/actions.ts endApiSessionAction': onCustomer(
    helpers,
    async (customer) => {
      const { id: certificate } = await grantCertificate(customer)
      return { id: await giveApiSession(customer, { certificate }) }
    },
  ),
  'app/admin/(desk)/customers/[id]/acts/actions.ts deactivateKeyAction': onCustomer(
    helpers,
    async (customer) => ({ id: await giveKey(customer), revision: '1' }),
  ),
  'app/admin/(desk)/customers/[id]/acts/actions.ts revokeCertificateAction': onCustomer(
    guards,
    async (customer) => ({ id: (await grantCertificate(customer)).id, revokedFor: 'keyCompromise' }),
  ),
  'app/admin/(desk)/customers/[id]/acts/actions.ts resendAction': onCustomer(
    helpers,
    async ({ customerId }) => {
      const values = { name: 'Bot', accessKey: 'none' }
      const notice = { to: { customerId }, channel: 'email', template: 'key_deleted', values } as const
      const { id } = await transaction((tx) => enqueueNotice(tx, notice))
      await sql("UPDATE outbox SET status = 'sent', sent_at = now(), body_sealed = NULL WHERE id = $1", [id])
      return { id }
    },
  ),
  'app/admin/(desk)/customers/[id]/acts/state-actions.ts suspendAction': onCustomer(guards, seen),
  'app/admin/(desk)/customers/[id]/acts/state-actions.ts restoreAction': onCustomer(
    guards,
    async (customer) => {
      await sql('UPDATE customer SET suspended_at = now() WHERE id = $1', [customer.customerId])
      return seen(customer)
    },
  ),
  'app/admin/(desk)/customers/[id]/acts/state-actions.ts activateAction': onCustomer(
    guards,
    async (customer) => ({ ...(await seen(customer)), channel: 'email' }),
  ),
  'app/admin/(desk)/customers/[id]/acts/state-actions.ts contactAction': onCustomer(
    admins,
    async (customer) => ({ ...(await seen(customer)), email: 'thief@example.com', phone: '0912345679' }),
  ),
  'app/admin/(desk)/customers/new/actions.ts addCustomerAction': {
    may: admins,
    scene: async () => {
      const email = `${randomUUID()}@example.com`
      const person = { name: 'New One', nationalId: randomNationalId(), email, phone: '0912345678' }
      return {
        fields: { ...person, locale: 'en', send: 'no' },
        state: () => sql('SELECT id FROM customer WHERE email = $1', [email]),
      }
    },
    answers: /^to \/admin\/customers\/[0-9a-f-]{36}$/,
  },
  'app/admin/(desk)/customers/import/actions.ts checkImportAction': {
    may: admins,
    scene: async () => {
      const name = `${randomUUID()}.csv`
      const file = new File(['name,national_id,email,phone\nNo One,1,2,3\n'], name, { type: 'text/csv' })
      return {
        fields: { file, activateBy: 'none' },
        state: () => sql('SELECT id FROM customer_import WHERE file_name = $1', [name]),
      }
    },
    answers: /^ok$/,
  },
  'app/admin/(desk)/customers/import/actions.ts startImportAction': {
    may: admins,
    scene: async () => {
      const id = await anImport()
      return {
        fields: { id },
        state: () => sql('SELECT status, staff_id FROM customer_import WHERE id = $1', [id]),
      }
    },
    answers: /^ok$/,
  },
  'app/admin/(desk)/customers/import/actions.ts resumeImportAction': onPausedImport,
  'app/admin/(desk)/customers/import/actions.ts stopImportAction': onPausedImport,
  'app/admin/(desk)/staff/actions.ts inviteStaffAction': {
    may: admins,
    scene: async () => {
      const email = `${randomUUID()}@example.com`
      return {
        fields: { ...because, email, name: 'New Colleague', role: 'admin', locale: 'en' },
        state: () => sql('SELECT id FROM staff WHERE email = $1', [email]),
      }
    },
    answers: /^to \/admin\/staff\/[0-9a-f-]{36}$/,
  },
  'app/admin/(desk)/staff/actions.ts changeRoleAction': onColleague(asTheyAre, { role: 'admin' }),
  'app/admin/(desk)/staff/actions.ts disableStaffAction': onColleague(asTheyAre),
  'app/admin/(desk)/staff/actions.ts enableStaffAction': onColleague((staffId) =>
    sql('UPDATE staff SET disabled_at = now() WHERE id = $1', [staffId]),
  ),
  'app/admin/(desk)/staff/actions.ts resetAuthenticatorAction': onColleague(asTheyAre),
  'app/admin/(desk)/staff/actions.ts renewStaffActivationAction': onColleague(asTheyAre),
  // On one's own account: whoever it is not open to sends what would be right for another.
  'app/admin/(desk)/account/actions.ts endStaffSessionAction': {
    may: everybody,
    scene: async ({ who, id }) => {
      const staffId = isStaff(who) ? id : (await newStaff('support')).staffId
      const { sessionId: session } = await testStaffSession(staffId, 'support')
      return { fields: { session }, state: () => staffStateOf(staffId) }
    },
    answers: /^ok$/,
  },
  'app/admin/(desk)/account/actions.ts changeStaffPasswordAction': {
    may: everybody,
    scene: async ({ who, id }) => {
      const giver = await signingInStaff('support')
      const staffId = isStaff(who) ? id : giver.staffId
      await sql(
        'UPDATE staff SET password_hash = (SELECT password_hash FROM staff WHERE id = $1) WHERE id = $2',
        [giver.staffId, staffId],
      )
      const newPassword = `quite another one ${randomInt(1_000_000)}`
      return {
        fields: { presentPassword: password, newPassword, newPasswordAgain: newPassword },
        state: () => staffStateOf(staffId),
      }
    },
    answers: /^ok$/,
  },
  // A code that is not the authenticator's: getting as far as that is getting through.
  'app/admin/(desk)/account/actions.ts renewRecoveryCodesAction': {
    may: everybody,
    scene: async () => ({ fields: { code: '000000' } }),
    answers: /^staff_code_wrong$/,
  },
  'app/admin/(entry)/authenticator/actions.ts confirmAuthenticatorAction': {
    may: ['enrolling'],
    scene: async () => ({ fields: { code: '000000' } }),
    answers: /^staff_code_wrong$/,
    refusal: 'signed_out',
  },
}

function isStaff(who: Who): boolean {
  return (everybody as readonly Who[]).includes(who)
}
