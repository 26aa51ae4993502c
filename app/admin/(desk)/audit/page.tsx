import type { Metadata } from 'next'
import { VerifyForm } from '@/components/desk/verify-form'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import type { StaffActor } from '@/lib/access/actor'
import { listAudit } from '@/lib/desk/audit/list-audit'
import { readPageQuery } from '@/lib/desk/audit/read-audit-query'
import type { AuditPage } from '@/lib/desk/audit/schema'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { verifyAuditAction } from './actions'
import { auditHref } from './audit-href'
import { AuditTable } from './audit-table'
import { FilterCard } from './filter-card'
import { notUnderstood } from './not-understood'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('deskAudit'))('title') }
}

/** Everything on record, narrowed to what is asked for; exports of it; and whether the record is whole. */
export default async function AuditLogPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { query: page, wrong, understood } = readPageQuery(await searchParams)
  const actor = await requireStaff('audit:read', auditHref(routes.deskAudit(), page ?? {}))
  const t = await translations('deskAudit')
  const { zone } = await formats()
  return (
    <>
      <PageHeader title={t('title')} action={<ButtonLink href="#chain">{t('to_chain')}</ButtonLink>}>
        <p>{t('intro', { zone })}</p>
      </PageHeader>
      {page ? (
        <Listed actor={actor} page={page} />
      ) : (
        <>
          <Notice tone="bad">
            <p>{await notUnderstood(wrong)}</p>
            <TextLink href={routes.deskAudit()}>{t('filter_clear')}</TextLink>
          </Notice>
          <FilterCard actor={actor} query={understood} whom={null} />
        </>
      )}
      <Card id="chain" aria-labelledby="chain-title" className="grid gap-4">
        <CardHead id="chain-title" title={t('chain_title')} />
        <p className="text-ink-2">{t('chain_body')}</p>
        <VerifyForm
          action={verifyAuditAction}
          words={{ verify: t('chain_verify'), verifying: t('chain_verifying'), ask: t('chain_ask') }}
        />
      </Card>
    </>
  )
}

/** What the filter asks for, and the way to take it away. */
async function Listed({ actor, page }: { actor: StaffActor; page: AuditPage }) {
  const { before, ...query } = page
  const t = await translations('deskAudit')
  const { events, names, older, whom } = await listAudit(actor, page)
  return (
    <>
      <FilterCard actor={actor} query={query} whom={whom} />
      {events.length > 0 ? (
        <AuditTable events={events} names={names} />
      ) : (
        <Card>
          <EmptyState
            title={t('empty_title')}
            action={<TextLink href={routes.deskAudit()}>{t('filter_clear')}</TextLink>}
          >
            <p>{t('empty_body')}</p>
          </EmptyState>
        </Card>
      )}
      {(older || before) && (
        <nav aria-label={t('pages_label')} className="flex flex-wrap justify-between gap-4">
          {before && <TextLink href={auditHref(routes.deskAudit(), query)}>{t('newest')}</TextLink>}
          {older && (
            <TextLink className="ml-auto" href={auditHref(routes.deskAudit(), { ...query, before: older })}>
              {t('older')}
            </TextLink>
          )}
        </nav>
      )}
      <div className="grid gap-2">
        <div className="flex flex-wrap gap-3">
          {(['csv', 'jsonl'] as const).map((format) => (
            <ButtonLink key={format} href={auditHref(routes.deskAuditExport(format), query)} download>
              {t(`export_${format}`)}
            </ButtonLink>
          ))}
        </div>
        <p className="text-hint text-ink-2">{t('export_hint')}</p>
      </div>
    </>
  )
}
