import { Badge, type BadgeIcon, type Tone } from '@/components/ui/badge'
import type { ImportState } from '@/lib/desk/import/list-imports'
import { translations } from '@/lib/server/i18n'

const looks: Record<ImportState, { tone: Tone; icon: BadgeIcon }> = {
  checked: { tone: 'warn', icon: 'hourglass' },
  expired: { tone: 'off', icon: 'ban' },
  paused: { tone: 'warn', icon: 'pause' },
  failed: { tone: 'bad', icon: 'alert' },
  stopped: { tone: 'off', icon: 'ban' },
  running: { tone: 'warn', icon: 'clock' },
  done: { tone: 'ok', icon: 'check' },
}

export async function StateBadge({ state }: { state: ImportState }) {
  const t = await translations('deskImport')
  return <Badge {...looks[state]}>{t(`state_${state}`)}</Badge>
}
