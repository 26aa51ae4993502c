import type { StaffActor } from '@/lib/access/actor'
import { listActors } from '@/lib/desk/audit/list-actors'
import { listAudit } from '@/lib/desk/audit/list-audit'
import type { AuditPage } from '@/lib/desk/audit/schema'
import { findCustomer } from '@/lib/desk/find-customer'
import { listImports } from '@/lib/desk/import/list-imports'
import { readReport } from '@/lib/desk/import/read-report'
import { listCustomerCertificates } from '@/lib/desk/list-customer-certificates'
import { listCustomerKeys } from '@/lib/desk/list-customer-keys'
import { listCustomerMessages } from '@/lib/desk/list-customer-messages'
import { listCustomerSessions } from '@/lib/desk/list-customer-sessions'
import { listTimeline } from '@/lib/desk/list-timeline'
import { needsAttention } from '@/lib/desk/needs-attention'
import type { PartPage } from '@/lib/desk/part-page'
import { attentionLists, type PartQuery, timelineKinds } from '@/lib/desk/schema'
import { searchDesk } from '@/lib/desk/search-desk'
import { listStaff } from '@/lib/staff/list-staff'
import { listOwnSessions } from '@/lib/staff/own-sessions'
import type { Samples } from './samples'

/** One look at something, as a page of the desk takes it. @returns how many rows it showed */
export type Look = () => Promise<number>

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)

/** As many problems as an import's page shows. */
const problemsShown = 100

/** Everything that the desk can be asked for, by what it is called in the table. */
export function allLooks(actor: StaffActor, samples: Samples): Record<string, Look> {
  return {
    ...searches(actor, samples),
    ...attention(actor),
    ...customerPage(actor, samples),
    ...auditLists(actor, samples),
    'Staff: list': async () => (await listStaff(actor, { after: null })).members.length,
    'Staff: own sessions': async () => (await listOwnSessions(actor)).length,
    'Imports: list': async () => (await listImports(actor)).length,
    'Imports: what is wrong with a file': async () =>
      (await readReport(actor, samples.importId, problemsShown)).problems.length,
  }
}

function searches(actor: StaffActor, samples: Samples): Record<string, Look> {
  const { customer, key, serialNumber, fingerprint } = samples
  const search =
    (typed: string): Look =>
    async () => {
      const { found = [] } = await searchDesk(actor, typed)
      return found.reduce((rows, { hits }) => rows + hits.length, 0)
    }
  return {
    'Search: national ID': search(samples.nationalId),
    'Search: national ID that nobody has': search(samples.nobodysId),
    'Search: name, the most common family name': search('陳'),
    'Search: name, one sign in the middle': search('雅'),
    'Search: name, two signs': search('陳志'),
    'Search: name, two words that many have': search('chen mei'),
    'Search: name, Latin': search('moreau'),
    'Search: name that nobody has': search('彧彧彧'),
    'Search: e-mail': search(customer.email),
    'Search: beginning of an e-mail': search('mei.'),
    'Search: phone number': search(customer.phone),
    'Search: beginning of a phone number': search(`0${customer.phone.slice(4, 9)}`),
    'Search: access key': search(key.accessKey),
    'Search: beginning of an access key': search(key.accessKey.slice(0, 8)),
    'Search: access key, shortened': search(`${key.accessKey.slice(0, 8)}…${key.accessKey.slice(-4)}`),
    'Search: serial number': search(serialNumber),
    'Search: beginning of a serial number': search(serialNumber.slice(0, 8)),
    'Search: fingerprint': search(fingerprint),
    'Search: account ID': search(customer.accountId),
  }
}

function attention(actor: StaffActor): Record<string, Look> {
  const list =
    (name: (typeof attentionLists)[number]): Look =>
    async () =>
      (await needsAttention(actor, name, { take: 20 })).items.length
  const second = (name: (typeof attentionLists)[number]): Look => {
    const after = once(async () => (await needsAttention(actor, name, { take: 1 })).next)
    return async () => (await needsAttention(actor, name, { after: await after(), take: 20 })).items.length
  }
  return Object.fromEntries(
    attentionLists.flatMap((name) => [
      [`Needs attention: ${name}`, list(name)],
      [`Needs attention: ${name}, further on`, second(name)],
    ]),
  )
}

type PartList = (actor: StaffActor, id: string, query: PartQuery) => Promise<PartPage<unknown>>

const newest: PartQuery = { before: null, at: null }

/** Looked for once, before anything is measured. */
function once<Found>(find: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined
  return () => {
    found ??= find()
    return found
  }
}

function customerPage(actor: StaffActor, { customer: { id }, middleEvent }: Samples): Record<string, Look> {
  const timeline =
    (kind: (typeof timelineKinds)[number] | null, before: string | null): Look =>
    async () =>
      (await listTimeline(actor, id, { kind, before })).events.length
  const part =
    (list: PartList): Look =>
    async () =>
      (await list(actor, id, newest)).rows.length
  const second = (list: PartList): Look => {
    const before = once(async () => (await list(actor, id, newest)).older)
    return async () => (await list(actor, id, { before: await before(), at: null })).rows.length
  }
  return {
    'Customer: head': async () => Number(Boolean(await findCustomer(actor, id))),
    'Customer: timeline': timeline(null, null),
    'Customer: timeline, a page in the middle': timeline(null, middleEvent),
    ...Object.fromEntries(
      timelineKinds.map((kind) => [`Customer: timeline, only ${kind}`, timeline(kind, null)]),
    ),
    'Customer: keys': part(listCustomerKeys),
    'Customer: keys, further on': second(listCustomerKeys),
    'Customer: certificates': part(listCustomerCertificates),
    'Customer: sessions': part(listCustomerSessions),
    'Customer: sessions, further on': second(listCustomerSessions),
    'Customer: messages': part(listCustomerMessages),
    'Customer: messages, further on': second(listCustomerMessages),
  }
}

function auditLists(actor: StaffActor, samples: Samples): Record<string, Look> {
  const everything = { who: null, what: null, whom: null, object: null, from: null, to: null, before: null }
  const list =
    (query: Partial<AuditPage>): Look =>
    async () =>
      (await listAudit(actor, { ...everything, ...query })).events.length
  const { customer, key, middleEvent, staffId } = samples
  return {
    'Audit: everything': list({}),
    'Audit: a page in the middle': list({ before: middleEvent }),
    'Audit: by staff': list({ who: 'staff' }),
    'Audit: by nobody signed in': list({ who: 'nobody' }),
    'Audit: by one member of staff': list({ who: staffId }),
    'Audit: one act': list({ what: 'key.created' }),
    'Audit: an act that never happened': list({ what: 'customer.restored' }),
    'Audit: a kind of act': list({ what: 'keys' }),
    'Audit: one customer': list({ whom: customer.id }),
    'Audit: one customer, one act': list({ whom: customer.id, what: 'key.created' }),
    'Audit: one key': list({ object: key.id }),
    'Audit: a week': list({ from: day(107), to: day(100) }),
    // A week of a small database has too few of them to fill a page.
    'Audit: a quarter, by staff': list({ from: day(190), to: day(100), who: 'staff' }),
    'Audit: a week, one act': list({ from: day(107), to: day(100), what: 'signin.succeeded' }),
    'Audit: by staff, one act': list({ who: 'staff', what: 'customer.unlocked' }),
    'Audit: by staff, an act that staff never did': list({ who: 'staff', what: 'signin.succeeded' }),
    'Audit: by nobody signed in, a kind of act': list({ who: 'nobody', what: 'sign_in' }),
    'Audit: by one member of staff, one act': list({ who: staffId, what: 'desk.searched' }),
    'Audit: by one member of staff, a kind of act': list({ who: staffId, what: 'keys' }),
    'Audit: whose acts can be asked for': async () => (await listActors(actor)).length,
  }
}
