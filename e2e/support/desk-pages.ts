import { checkImport } from '@/lib/desk/import/check-import'
import type { Who } from './as-caller'
import { newStaff } from './staff'

type Own = { customer: string; colleague: string; key: string }

/** Who a page or route of the desk is for. */
export type DeskPage = {
  path: (own: Own) => string | Promise<string>
  opens: readonly Who[]
  /** Where it leads those it is not for, if not to the sign-in, the authenticator or nowhere. */
  elsewhere?: (who: Who) => string
}

const everybody = ['support', 'security', 'admin', 'auditor'] as const
const readers = ['security', 'admin', 'auditor'] as const
const anybody = [...everybody, 'enrolling', 'customer', 'nobody'] as const

const customerPage = (part: string): DeskPage => ({
  path: ({ customer }) => `/admin/customers/${customer}${part}`,
  opens: everybody,
})

async function anImport(): Promise<string> {
  const bytes = new TextEncoder().encode('name,national_id,email,phone\nNo One,1,2,3\n')
  return (await checkImport(await newStaff('admin'), { fileName: 'a.csv', bytes, activateBy: null })).id
}

/** Every page and route under `/admin` and `/activate`, by its address. */
export const deskPages: Record<string, DeskPage> = {
  '/admin': { path: () => '/admin', opens: everybody },
  '/admin/account': { path: () => '/admin/account', opens: everybody },
  '/admin/customers/[id]': customerPage(''),
  '/admin/customers/[id]/keys': customerPage('/keys'),
  '/admin/customers/[id]/keys/[keyId]': {
    path: ({ customer, key }) => `/admin/customers/${customer}/keys/${key}`,
    opens: everybody,
  },
  '/admin/customers/[id]/certificates': customerPage('/certificates'),
  '/admin/customers/[id]/sessions': customerPage('/sessions'),
  '/admin/customers/[id]/messages': customerPage('/messages'),
  '/admin/customers/new': { path: () => '/admin/customers/new', opens: ['admin'] },
  '/admin/customers/import': { path: () => '/admin/customers/import', opens: ['admin'] },
  '/admin/customers/import/customers.csv': {
    path: () => '/admin/customers/import/customers.csv',
    opens: ['admin'],
  },
  '/admin/customers/import/[id]': {
    path: async () => `/admin/customers/import/${await anImport()}`,
    opens: ['admin'],
  },
  '/admin/customers/import/[id]/problems.csv': {
    path: async () => `/admin/customers/import/${await anImport()}/problems.csv`,
    opens: ['admin'],
  },
  '/admin/audit': { path: () => '/admin/audit', opens: readers },
  '/admin/audit/export.csv': {
    path: ({ colleague }) => `/admin/audit/export.csv?who=${colleague}`,
    opens: readers,
  },
  '/admin/audit/export.jsonl': {
    path: ({ colleague }) => `/admin/audit/export.jsonl?who=${colleague}`,
    opens: readers,
  },
  '/admin/staff': { path: () => '/admin/staff', opens: ['admin', 'auditor'] },
  '/admin/staff/[id]': {
    path: ({ colleague }) => `/admin/staff/${colleague}`,
    opens: ['admin', 'auditor'],
  },
  '/admin/staff/new': { path: () => '/admin/staff/new', opens: ['admin'] },
  // What has no page is nowhere for all who work here; others are asked to sign in, as everywhere.
  '/admin/[...nothing]': { path: () => '/admin/nothing-here', opens: [] },
  '/admin/sign-in': {
    path: () => '/admin/sign-in',
    opens: ['customer', 'nobody'],
    elsewhere: (who) => (who === 'enrolling' ? 'authenticator' : '307 /admin'),
  },
  '/admin/authenticator': { path: () => '/admin/authenticator', opens: [...everybody, 'enrolling'] },
  '/admin/activate': { path: () => '/admin/activate?token=none', opens: anybody },
  '/activate': { path: () => '/activate?token=none', opens: anybody },
}
