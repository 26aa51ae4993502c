import { AuditFilter } from '@/components/desk/audit-filter'
import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import type { StaffActor } from '@/lib/access/actor'
import { actionsOfKind, auditKinds } from '@/lib/desk/audit/kinds'
import { listActors } from '@/lib/desk/audit/list-actors'
import type { NamedCustomer } from '@/lib/desk/audit/names-in'
import { type AuditQuery, actorGroups } from '@/lib/desk/audit/schema'
import type { MessageKey } from '@/lib/i18n/messages'
import { routes } from '@/lib/routes'
import { clientMessages, translations } from '@/lib/server/i18n'
import { filterAuditAction } from './actions'
import { auditHref } from './audit-href'

/** Who, what, whom, which and when. */
export async function FilterCard({
  actor,
  query,
  whom,
}: {
  actor: StaffActor
  query: AuditQuery
  whom: NamedCustomer | null
}) {
  const t = await translations('deskAudit')
  const href = auditHref(routes.deskAudit(), query)
  return (
    <Card aria-labelledby="filter-title" className="grid gap-4">
      <CardHead
        id="filter-title"
        title={t('filter_title')}
        aside={
          href !== routes.deskAudit() && <TextLink href={routes.deskAudit()}>{t('filter_clear')}</TextLink>
        }
      />
      <AuditFilter
        // Another query is another form: it shows what was understood, not what was typed.
        key={href}
        action={filterAuditAction}
        values={{
          who: query.who ?? '',
          what: query.what ?? '',
          whom: whom?.accountId ?? query.whom ?? '',
          object: query.object ?? '',
          from: query.from ?? '',
          to: query.to ?? '',
        }}
        who={[
          {
            label: t('who_groups'),
            options: actorGroups.map((group) => ({ value: group, label: t(`who_${group}`) })),
          },
          {
            label: t('who_members'),
            options: (await listActors(actor)).map(({ id, name, role }) => ({
              value: id,
              label: t('by_staff', { name, role }),
            })),
          },
        ]}
        what={[
          {
            label: t('what_kinds'),
            options: auditKinds.map((kind) => ({ value: kind, label: t(`kind_${kind}`) })),
          },
          ...auditKinds.map((kind) => ({
            label: t(`kind_${kind}`),
            options: actionsOfKind(kind).map((action) => ({
              value: action,
              label: t(`action_${action.replaceAll('.', '_')}` as MessageKey<'deskAudit'>),
            })),
          })),
        ]}
        messages={await clientMessages('deskAudit', 'filter_', 'who_any', 'what_any')}
      />
    </Card>
  )
}
