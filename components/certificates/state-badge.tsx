import { Badge, type BadgeIcon, type Tone } from '@/components/ui/badge'
import type { CertificateState } from '@/lib/certificates/certificate-view'

const looks: Record<CertificateState, { tone: Tone; icon: BadgeIcon }> = {
  valid: { tone: 'ok', icon: 'check' },
  expiring: { tone: 'warn', icon: 'clock' },
  replaced: { tone: 'off', icon: 'clock' },
  expired: { tone: 'off', icon: 'ban' },
  revoked: { tone: 'bad', icon: 'ban' },
  pending: { tone: 'off', icon: 'hourglass' },
}

/** A certificate's state as word, shape and colour. */
export function StateBadge({ state, children }: { state: CertificateState; children: string }) {
  return <Badge {...looks[state]}>{children}</Badge>
}
