import { onServer } from '@/test/on-server'
import { type TestStaff, testStaff } from '@/test/staff'
import { submitRevocation } from './support/certificate-client'
import { crashAt } from './support/crash-at'
import type { CrashOutcome } from './support/crash-outcome'
import { findCertificateFaults } from './support/find-certificate-faults'
import type { Place } from './support/halt-at'
import { issueOne } from './support/issue-one'
import type { Part, SupervisedInstallation } from './support/supervised-installation'
import { until } from './support/until'

export type RevocationCrash = {
  step: string
  place: Place
  victim: Part
  /** Whether the revocation stands afterwards. */
  revoked: boolean
}

const written = { table: 'certificate', writes: 'UPDATE', when: "NEW.status = 'revoked'" } as const
const edition = { table: 'revocation_list', writes: 'UPDATE', when: 'NEW.edition > OLD.edition' } as const
const before = { step: 'before it is written', place: { ...written, moment: 'statement' } } as const
const commit = { step: 'at the commit', place: { ...written, moment: 'commit' } } as const
const list = { step: 'before its list is made anew', place: { ...edition, moment: 'statement' } } as const

/** Between every two steps of a revocation. */
export const revocationCrashes: RevocationCrash[] = [
  { ...before, victim: 'portal', revoked: false },
  { ...before, victim: 'postgres', revoked: false },
  { ...commit, victim: 'portal', revoked: true },
  { ...commit, victim: 'postgres', revoked: false },
  { ...list, victim: 'portal', revoked: true },
  { ...list, victim: 'postgres', revoked: true },
]

type Issued = { id: string; customerId: string }

/**
 * At each of these steps, kills a part of the installation while support revokes a certificate; looks at what is left,
 * and at what comes of sending it again.
 */
export async function runRevocationCrashes(
  installation: SupervisedInstallation,
  list: RevocationCrash[] = revocationCrashes,
): Promise<CrashOutcome> {
  const staff = await testStaff('admin')
  const certificates: Issued[] = []
  for (const _ of list) {
    const { id, customer } = await issueOne(installation)
    certificates.push({ id, customerId: customer.customerId })
  }
  const surprises: string[] = []
  for (const [at, crash] of list.entries()) {
    const certificate = certificates[at]
    if (!certificate) throw new RangeError('a crash needs a certificate')
    const wrong = await crashOnce(installation, staff, certificate, crash)
    surprises.push(...wrong.map((what) => `${crash.victim}, ${crash.step}: ${what}`))
  }
  const ids = certificates.map(({ customerId }) => customerId)
  const faults = await onServer(installation.databaseUrl(), (client) => findCertificateFaults(client, ids))
  const holds = surprises.length === 0 && Object.values(faults).every((found) => found === 0)
  return { crashes: list.length, surprises, faults, holds }
}

/** Whether the certificate stands in the list that it names. @throws Error while the list is still to be made anew */
async function isListed(installation: SupervisedInstallation, { id }: Issued): Promise<boolean> {
  const { rows } = await onServer(installation.databaseUrl(), (client) =>
    client.query<{ serial: string; der: Buffer; stale: boolean }>(
      `SELECT c.serial_number AS serial, l.der, l.stale_at IS NOT NULL AS stale
       FROM certificate c JOIN revocation_list l ON l.authority_id = c.authority_id AND l.number = c.revocation_list
       WHERE c.id = $1`,
      [id],
    ),
  )
  const [list] = rows
  if (!list || list.stale) throw new Error('the list is not made yet')
  return list.der.includes(Buffer.from(list.serial, 'hex'))
}

/** The place for the list that this certificate names, and no other. */
async function ofItsList(installation: SupervisedInstallation, { id }: Issued, place: Place): Promise<Place> {
  const { rows } = await onServer(installation.databaseUrl(), (client) =>
    client.query<{ number: number }>('SELECT revocation_list AS number FROM certificate WHERE id = $1', [id]),
  )
  return { ...place, when: `${place.when} AND NEW.number = ${rows[0]?.number}` }
}

async function crashOnce(
  installation: SupervisedInstallation,
  staff: TestStaff,
  certificate: Issued,
  { place, victim, revoked }: RevocationCrash,
): Promise<string[]> {
  const found: string[] = []
  const note = (what: string, is: unknown, wanted: unknown) => {
    if (is !== wanted) found.push(`${what}: ${is} instead of ${wanted}`)
  }
  const status = async () => {
    const { rows } = await onServer(installation.databaseUrl(), (client) =>
      client.query<{ status: string }>('SELECT status FROM certificate WHERE id = $1', [certificate.id]),
    )
    return rows[0]?.status
  }
  const revoke = () => submitRevocation(installation.url, staff, certificate)

  const halted = place.table === 'certificate' ? place : await ofItsList(installation, certificate, place)
  const lost = await crashAt(installation, halted, victim, revoke)
  // Only what comes after the commit leaves the answer alone.
  if (lost !== 'no answer') note('the answer', lost.ok, place.table === 'revocation_list')
  const left = await until(status)
  note('afterwards', left, revoked ? 'revoked' : 'issued')
  const again = await until(revoke)
  note('sent again', again.ok ? 'done' : again.code, left === 'revoked' ? 'changed_by_staff' : 'done')
  note('in the end', await status(), 'revoked')
  note('its list has it', await until(() => isListed(installation, certificate), 30).catch(String), true)
  return found
}
