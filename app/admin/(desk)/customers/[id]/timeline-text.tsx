import type { EventText } from '@/components/activity/event-list'
import { separator } from '@/components/ui/separator'
import { staffRoles } from '@/lib/access/staff-roles'
import type { TimelineEvent } from '@/lib/desk/list-timeline'
import { translations } from '@/lib/server/i18n'

/** Who did it, why, and what became of it, beside the sentence of an event. */
export async function timelineText(): Promise<Omit<EventText<TimelineEvent>, 'words'>> {
  const t = await translations('deskCustomer')
  const desk = await translations('desk')
  return {
    source: ({ actorKind, staffName, detail }) => {
      if (actorKind === 'system') return t('by_system')
      if (actorKind !== 'staff') return null
      const known = staffRoles.find((one) => one === detail.role)
      const role = known ? desk(`role_${known}`) : ''
      return staffName ? t('by_staff', { name: staffName, role }) : t('by_staff_unknown', { role })
    },
    note: ({ fate, detail: { staffReason, ticket } }) => {
      const lines = [
        fate && t(`fate_${fate}`),
        staffReason && t('note_reason', { reason: String(staffReason) }),
        ticket && t('note_ticket', { ticket: String(ticket) }),
      ].filter(Boolean)
      return lines.length > 0 ? (
        <p className="text-hint text-ink-2 wrap-anywhere">{lines.join(separator)}</p>
      ) : null
    },
  }
}
