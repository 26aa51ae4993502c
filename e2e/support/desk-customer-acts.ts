import { randomUUID } from 'node:crypto'
import { transaction } from '@/lib/db/transaction'
import { checkImport } from '@/lib/desk/import/check-import'
import { enqueueNotice } from '@/lib/notices/enqueue-notice'
import { type TestCustomer, testSession } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import type { Who } from './as-caller'
import { admins, because, type DeskAct, everybody, guards, helpers } from './desk-act'
import { giveApiSession } from './give-api-session'
import { giveKey } from './give-keys'
import { grantCertificate } from './grant-certificate'
import { newCustomer } from './new-customer'
import { sql } from './sql'
import { newStaff } from './staff'
import { stateOf } from './state-of'

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

/** What the desk does for customers, by file and name. */
export const customerActs: Record<string, DeskAct> = {
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
      // In one go: the worker must not find it unsent.
      return transaction(async (tx) => {
        const { id } = await enqueueNotice(tx, notice)
        await tx.$executeRaw`
          UPDATE outbox SET status = 'sent', sent_at = now(), body_sealed = NULL WHERE id = ${id}::uuid`
        return { id }
      })
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
}
