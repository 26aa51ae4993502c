import { randomBytes } from 'node:crypto'
import type { EndReason } from '@/lib/changes/end-reason'
import type { CreatedKey } from '@/lib/keys/create-key'
import { lastDayPresets } from '@/lib/keys/last-day-presets'
import { routes } from '@/lib/routes'
import type { Reason } from '@/lib/verify/reasons'
import type { TestStaff } from '@/test/staff'
import { builtAction } from './support/built-action'
import { submitRevocation } from './support/certificate-client'
import { staffHeadersOf } from './support/portal-client'
import type { ReadyCustomer } from './support/ready-customer'
import { type Fields, submitAction } from './support/submit-action'
import { submitProved } from './support/submit-proved'
import { keyName, type SigningKey, type UsedKey } from './support/used-keys'

/** Whose key is changed, and where. */
type Changing = { portal: string; customer: ReadyCustomer; key: UsedKey; staff: TestStaff }

/** A change as it is made in the portal's pages, and what gateways make of the key before and after. */
export type PortalChange = {
  /** @returns the key as it is used from then on, if it is used otherwise */
  make: (changing: Changing) => Promise<SigningKey | null>
  before?: Reason
  after: Reason | 'ok'
  /** What its sessions end with. */
  ends: EndReason
  /** Whether it concerns the customer's other key as well. */
  all?: boolean
}

/** Every kind of change that ends or alters what a key may do, by a name for it. */
export const portalChanges: Record<string, PortalChange> = {
  deactivate: {
    make: (changing) => actOnKey(changing, 'deactivateKeyAction', [['id', changing.key.id]]),
    ...{ after: 'key_inactive', ends: 'key_deactivated' },
  },
  // One permission for another: what is new wants proof.
  permissions: {
    make: async (changing) => {
      await edit(changing, { permissions: ['market.read', 'account.read'] })
      return { ...changing.key, permission: 'account.read' }
    },
    ...{ after: 'permission_missing', ends: 'key_edited' },
  },
  addresses: {
    make: async (changing) => {
      const ip = `11.${randomBytes(3).join('.')}`
      await edit(changing, { addresses: ip })
      return { ...changing.key, ip }
    },
    ...{ after: 'ip_not_allowed', ends: 'key_edited' },
  },
  rotate: {
    make: async (changing) => {
      const { portal, customer, key } = changing
      const fields: Fields = [...seen(key), ['overlapHours', '0']]
      const url = portal + routes.key(key.id)
      const made = await submitProved<CreatedKey>(url, keyAction('rotateKeyAction'), customer, fields)
      return { ...key, secret: made.secret ?? '' }
    },
    ...{ after: 'bad_signature', ends: 'key_rotated' },
  },
  // Its session is one that nothing has looked for yet.
  renew: {
    make: (changing) => edit(changing, { lastDay: lastDayPresets()[0]?.day ?? '' }),
    ...{ before: 'key_expired', after: 'ok', ends: 'key_edited' },
  },
  delete: {
    make: (changing) =>
      actOnKey(
        changing,
        'deleteKeyAction',
        [
          ['id', changing.key.id],
          ['typedName', keyName],
        ],
        routes.keys(),
      ),
    ...{ after: 'unknown_key', ends: 'key_deleted' },
  },
  // The policy asks for a certificate at the log-in, not at every request.
  revoke: {
    make: async ({ portal, customer: { customerId }, key, staff }) => {
      const answer = await submitRevocation(portal, staff, { id: key.certificate.id, customerId })
      if (!answer.ok) throw new Error('a certificate was to be revoked', { cause: answer })
      return null
    },
    ...{ after: 'ok', ends: 'certificate_revoked' },
  },
  suspend: {
    make: async ({ portal, customer: { customerId }, staff }) => {
      const { id } = builtAction('app/admin/(desk)/customers/[id]/acts/state-actions.ts suspendAction')
      const answer = await submitAction(portal + routes.deskCustomer(customerId), id, staffHeadersOf(staff), [
        ['customerId', customerId],
        ['revision', '1'],
        ['reason', 'the customer called'],
        ['ticket', ''],
      ])
      if (!answer.ok) throw new Error('a customer was to be suspended', { cause: answer })
      return null
    },
    ...{ after: 'customer_suspended', ends: 'customer_suspended', all: true },
  },
}

const keyAction = (name: string) => builtAction(`app/(portal)/keys/actions.ts ${name}`).id

/** As its owner saw it. */
const seen = ({ id }: UsedKey): Fields => [
  ['id', id],
  ['revision', '1'],
]

async function actOnKey(
  { portal, customer, key }: Changing,
  name: string,
  fields: Fields,
  leadsTo?: string,
): Promise<null> {
  await submitProved(portal + routes.key(key.id), keyAction(name), customer, fields, leadsTo)
  return null
}

async function edit(
  { portal, customer, key }: Changing,
  { permissions = ['market.read', 'orders.read'], addresses = '', lastDay = '' },
): Promise<null> {
  const fields: Fields = [
    ...seen(key),
    ['name', keyName],
    ...permissions.map((id): [string, string] => ['permissions[]', id]),
    ['addresses', addresses],
    ['firstDay', ''],
    ['lastDay', lastDay],
  ]
  const url = portal + routes.keyEdit(key.id)
  await submitProved(url, keyAction('updateKeyAction'), customer, fields, routes.key(key.id))
  return null
}
