import { staffEventWords } from '@/components/activity/staff-event-words'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { type AuditAction, auditActions } from '@/lib/audit/actions'
import type { AuditDetail } from '@/lib/audit/record-event'
import { customerOf } from '@/lib/desk/audit/customer-of'
import type { AuditRow } from '@/lib/desk/audit/find-events'
import type { Names } from '@/lib/desk/audit/names-in'
import { deviceName } from '@/lib/net/device-name'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { auditHref } from './audit-href'

const columns = ['what', 'when', 'who', 'whom', 'from', 'sealed'] as const

/** Events in words, newest first; on a phone a card each. */
export async function AuditTable({ events, names }: { events: AuditRow[]; names: Names }) {
  const t = await translations('deskAudit')
  return (
    <Table label={t('list_label')} head={columns.map((name) => ({ key: name, title: t(`column_${name}`) }))}>
      {events.map((event) => (
        <EventRow key={event.id} event={event} names={names} />
      ))}
    </Table>
  )
}

async function EventRow({ event, names }: { event: AuditRow; names: Names }) {
  const t = await translations('deskAudit')
  const { dateTime } = await formats()
  const { at, address, userAgent, sealId } = event
  return (
    <tr>
      <td className="lead min-[78rem]:min-w-64">
        <What event={event} />
      </td>
      <td data-label={t('column_when')} className="evenly min-[78rem]:min-w-32">
        <time dateTime={at.toISOString()}>{dateTime(at)}</time>
      </td>
      <td data-label={t('column_who')} className="min-[78rem]:min-w-32">
        <Who event={event} names={names} />
      </td>
      <td data-label={t('column_whom')} className="min-[78rem]:min-w-24">
        <Whom event={event} names={names} />
      </td>
      <td data-label={t('column_from')} className="min-[78rem]:min-w-36">
        <span className="grid min-w-0 wrap-anywhere">
          <span className={address ? 'font-mono text-hint' : undefined}>{address ?? t('nothing')}</span>
          {userAgent && <span className="text-hint text-ink-2">{deviceName(userAgent)}</span>}
        </span>
      </td>
      <td className="status">
        {sealId === null ? (
          <Badge tone="off" icon="hourglass">
            {t('unsealed')}
          </Badge>
        ) : (
          <Badge tone="ok" icon="check">
            {t('sealed_in', { seal: sealId.toString() })}
          </Badge>
        )}
      </td>
    </tr>
  )
}

/** What was done, why, and the way to everything else about the same thing. */
async function What({ event }: { event: AuditRow }) {
  const t = await translations('deskAudit')
  const { action, objectId, objectKind } = event
  const detail = event.detail as AuditDetail
  return (
    <>
      {isKnown(action) ? staffEventWords(await currentLocale(), { ...event, action, detail }) : action}
      <span className="grid text-hint font-normal text-ink-2">
        {detail.staffReason && <span>{t('reason', { reason: String(detail.staffReason) })}</span>}
        {detail.ticket && <span>{t('ticket', { ticket: String(detail.ticket) })}</span>}
        {objectId && objectKind !== 'customer' && (
          <TextLink href={auditHref(routes.deskAudit(), { object: objectId })} className="justify-self-start">
            {t('about_object', { kind: objectKind ?? '' })}
          </TextLink>
        )}
      </span>
    </>
  )
}

/** The customer whose account it concerns, or the member of staff. */
async function Whom({ event, names }: { event: AuditRow; names: Names }) {
  const t = await translations('deskAudit')
  const { objectKind, objectId } = event
  const customerId = customerOf(event)
  if (customerId) {
    const name = names.customers.get(customerId)?.name ?? t('unknown_person')
    return <TextLink href={routes.deskCustomer(customerId)}>{name}</TextLink>
  }
  if (objectKind !== 'staff' || !objectId) return t('nothing')
  return names.staff.get(objectId)?.name ?? t('unknown_person')
}

async function Who({ event, names }: { event: AuditRow; names: Names }) {
  const t = await translations('deskAudit')
  const { actorKind, actorId, customerId, detail } = event
  if (actorKind === 'system') return t('by_portal')
  if (actorKind === 'leak') return t('by_leak')
  if (actorKind === 'anonymous' || !actorId) return t('by_nobody')
  if (actorKind === 'customer')
    return actorId === customerId
      ? t('by_customer')
      : (names.customers.get(actorId)?.name ?? t('unknown_person'))
  const name = names.staff.get(actorId)?.name ?? t('unknown_person')
  return t('by_staff', { name, role: String((detail as AuditDetail).role ?? '') })
}

/** An event stays on record longer than the portal may know how to say it. */
function isKnown(action: string): action is AuditAction {
  return (auditActions as readonly string[]).includes(action)
}
