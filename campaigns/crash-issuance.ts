import { newKey } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { onServer } from '@/test/on-server'
import { type Applicant, confirmByCode, submitRequest } from './support/certificate-client'
import { crashAt } from './support/crash-at'
import type { CrashOutcome } from './support/crash-outcome'
import { findCertificateFaults } from './support/find-certificate-faults'
import type { Place } from './support/halt-at'
import { issueOne } from './support/issue-one'
import type { Part, SupervisedInstallation } from './support/supervised-installation'
import { until } from './support/until'

export type Crash = {
  step: string
  place: Place
  victim: Part
  /** What it leaves in the database, once the transaction that was halted has ended. */
  leaves: 'nothing' | 'pending' | 'issued'
  /** Whether it renews another one, which then ends: from the very commit of the result on. */
  renews?: boolean
}

const table = 'certificate' as const
const pending = { table, writes: 'INSERT', when: "NEW.status = 'pending'" } as const
const result = { table, writes: 'UPDATE', when: "NEW.status = 'issued'" } as const
const overlap = { table, writes: 'UPDATE', when: 'NEW.supersede_at IS NOT NULL' } as const

/**
 * Between every two steps of an issuance. A portal that dies once its COMMIT is on the way has committed: it is as if
 * it had died right after it; PostgreSQL has not.
 */
export const issuanceCrashes: Crash[] = [
  ...crashes(
    'before what will be signed is written',
    { ...pending, moment: 'statement' },
    'nothing',
    'nothing',
  ),
  ...crashes('at the commit of what will be signed', { ...pending, moment: 'commit' }, 'pending', 'nothing'),
  ...crashes(
    'signed, before the result is written',
    { ...result, moment: 'statement' },
    'pending',
    'pending',
  ),
  ...crashes('at the commit of the result', { ...result, moment: 'commit' }, 'issued', 'pending'),
  ...ofRenewal(
    'of a renewal, before the end of the old one is written',
    { ...overlap, moment: 'statement' },
    'pending',
    'pending',
  ),
  ...ofRenewal(
    'of a renewal, at the commit of the result',
    { ...overlap, moment: 'commit' },
    'issued',
    'pending',
  ),
]

function crashes(step: string, place: Place, portal: Crash['leaves'], postgres: Crash['leaves']): Crash[] {
  return [
    { step, place, victim: 'portal', leaves: portal },
    { step, place, victim: 'postgres', leaves: postgres },
  ]
}

function ofRenewal(...crash: Parameters<typeof crashes>): Crash[] {
  return crashes(...crash).map((one) => ({ ...one, renews: true }))
}

/**
 * At each of these steps, kills a part of the installation while a certificate is being issued; looks at what is left,
 * at what the next start makes of it, and at what the customer gets who sends the request again.
 */
export async function runIssuanceCrashes(
  installation: SupervisedInstallation,
  list: Crash[] = issuanceCrashes,
): Promise<CrashOutcome> {
  // Before the first kill: the connections of this process do not outlive it.
  const applicants: Applicant[] = []
  for (const { renews } of list)
    applicants.push(renews ? await renewing(installation) : { customer: await testCustomer(), key: newKey() })
  const surprises: string[] = []
  for (const [at, crash] of list.entries()) {
    const applicant = applicants[at]
    if (!applicant) throw new RangeError('a crash needs an applicant')
    const wrong = await crashOnce(installation, applicant, crash)
    surprises.push(...wrong.map((what) => `${crash.victim}, ${crash.step}: ${what}`))
  }
  const ids = applicants.map(({ customer }) => customer.customerId)
  const faults = await onServer(installation.databaseUrl(), (client) => findCertificateFaults(client, ids))
  const holds = surprises.length === 0 && Object.values(faults).every((found) => found === 0)
  return { crashes: list.length, surprises, faults, holds }
}

/** A customer whose certificate is in its last days. */
async function renewing(installation: SupervisedInstallation): Promise<Applicant> {
  const { id, customer } = await issueOne(installation)
  await onServer(installation.databaseUrl(), (client) =>
    client.query(`UPDATE certificate SET not_after = now() + interval '30 days' WHERE id = $1`, [id]),
  )
  return { customer, key: newKey(), renewsId: id }
}

async function crashOnce(
  installation: SupervisedInstallation,
  applicant: Applicant,
  { place, victim, leaves }: Crash,
): Promise<string[]> {
  const found: string[] = []
  const note = (what: string, is: unknown, wanted: unknown) => {
    if (is !== wanted) found.push(`${what}: ${is} instead of ${wanted}`)
  }
  await confirmByCode(installation.databaseUrl(), applicant)
  const lost = await crashAt(installation, place, victim, () => submitRequest(installation.url, applicant))
  if (lost !== 'no answer') note('the answer', lost.ok, false)

  // A portal that starts anew heals what it finds, before anybody asks.
  const heals = victim === 'portal' && leaves !== 'nothing'
  const left = await until(async () => {
    const row = await rowOf(installation, applicant)
    if (heals && row?.status !== 'issued') throw new Error('not healed yet')
    return row
  })
  if (victim === 'portal') {
    note('after the next start', left?.status, leaves === 'nothing' ? undefined : 'issued')
    if (left) note('who issued it', left.issuer, leaves === 'pending' ? 'system' : 'customer')
  } else note('after the server came back', left?.status, leaves === 'nothing' ? undefined : leaves)

  if (left) note('the old one ends', left.ends, applicant.renewsId ? left.status === 'issued' : null)

  const answer = await until(() => submitRequest(installation.url, applicant))
  note('sent again', answer.ok ? 'issued' : answer.code, 'issued')
  const now = await rowOf(installation, applicant)
  note('certificates made of it', now?.count, 1)
  if (answer.ok) note('the serial number that is told', answer.data.serialNumber, now?.serial)
  if (left) note('the serial number', now?.serial, left.serial)
  return found
}

type Row = {
  status: string
  serial: string
  issuer: string | null
  count: number
  /** Whether the one that it renews has its end. */
  ends: boolean | null
}

/** The applicant's certificate, and who is on record for having issued it. */
async function rowOf(
  installation: SupervisedInstallation,
  { customer, renewsId }: Applicant,
): Promise<Row | undefined> {
  const { rows } = await onServer(installation.databaseUrl(), (client) =>
    client.query<Row>(
      `SELECT status, serial_number AS serial, count(*) OVER ()::int AS count,
         (SELECT actor_kind FROM audit_event e WHERE e.action = 'certificate.issued' AND e.object_id = c.id::text) AS issuer,
         (SELECT supersede_at IS NOT NULL FROM certificate old WHERE old.id = c.renews_id) AS ends
       FROM certificate c WHERE customer_id = $1 AND renews_id IS NOT DISTINCT FROM $2::uuid`,
      [customer.customerId, renewsId ?? null],
    ),
  )
  return rows[0]
}
