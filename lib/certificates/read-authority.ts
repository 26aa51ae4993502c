import 'server-only'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { toPem } from '@/lib/pki/pem'

/** A CA's certificate in DER by its serial number, lower-case hex; null where there is none. */
export async function readAuthority(serialNumber: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await database().certificateAuthority.findUnique({
    where: { serialNumber },
    select: { der: true },
  })
  return row?.der ?? null
}

/**
 * Every CA above customers' certificates that is valid, in PEM: the newest issuing CA first, roots last. What a server
 * trusts that checks customers' certificates; empty before the first CA was made.
 */
export async function authorityBundle(): Promise<string> {
  const rows = await database().certificateAuthority.findMany({
    where: { role: { in: ['issuing', 'intermediate', 'root'] }, notAfter: { gt: clock.now() } },
    orderBy: { createdAt: 'desc' },
    select: { der: true, role: true },
  })
  const inOrder = (['issuing', 'intermediate', 'root'] as const).flatMap((role) =>
    rows.filter((row) => row.role === role),
  )
  return inOrder.map(({ der }) => toPem('CERTIFICATE', der)).join('')
}
