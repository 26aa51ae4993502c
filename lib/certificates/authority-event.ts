import { createHash } from 'node:crypto'
import type { Operator } from '@/lib/access/operator'
import type { AuditAction } from '@/lib/audit/actions'
import type { AuditEntry } from '@/lib/audit/record-event'
import type { Bytes } from '@/lib/pki/bytes'
import { displayFingerprint } from '@/lib/pki/fingerprint'
import { readIssuer } from '@/lib/pki/issuer'
import { serialNumberHex } from '@/lib/pki/serial-number'
import { subjectText } from '@/lib/pki/subject-text'

type AuthorityAction = Extract<AuditAction, `authority.${string}`>

/** The event of an act on a CA: which one, beyond doubt, and who did it. */
export function authorityEvent(
  action: AuthorityAction,
  { account }: Operator,
  { id, role, der }: { id: string; role: string; der: Bytes },
): AuditEntry {
  const { serialNumber } = readIssuer(der)
  const fingerprint = displayFingerprint(createHash('sha256').update(der).digest())
  const detail = {
    name: subjectText(der),
    caRole: role,
    caSerialNumber: serialNumberHex(serialNumber),
    fingerprint,
  }
  return { action, object: { kind: 'authority', id }, detail: { ...detail, account } }
}
