import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { findImport, type ListedImport } from '@/lib/desk/import/list-imports'
import { readReport } from '@/lib/desk/import/read-report'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { resumeImportAction, startImportAction, stopImportAction } from '../actions'
import { notFoundAsPage } from '../not-found-as-page'
import { StateBadge } from '../state-badge'
import { Problems } from './problems'
import { Refresh } from './refresh'
import { SayForm } from './say-form'

const problemsShown = 100

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('deskImport'))('run_title') }
}

export default async function ImportRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await requireStaff('customer:import', routes.deskImportRun(id))
  const t = await translations('deskImport')
  const { dateTime } = await formats()
  const found = await notFoundAsPage(findImport(actor, id))
  const { fileName, staffName, state, createdAt } = found
  const halted = state === 'paused' || state === 'failed'
  // While it runs the page is loaded again and again.
  const report = state === 'running' ? null : await readReport(actor, id, problemsShown)
  return (
    <>
      <PageHeader title={fileName} parent={{ href: routes.deskImport(), label: t('title') }}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateBadge state={state} />
          <p>{t('run_by', { name: staffName, when: dateTime(createdAt) })}</p>
        </div>
      </PageHeader>
      <Card className="grid gap-5">
        <Standing found={found} />
        {state === 'running' && <Refresh />}
        {report && report.unknown.length > 0 && (
          <Notice tone="warn">
            <p>{t('unknown_columns', { columns: report.unknown.join(', ') })}</p>
          </Notice>
        )}
        <Numbers found={found} />
        {state === 'checked' && found.total > 0 && (
          <SayForm
            action={startImportAction}
            name="start"
            id={id}
            words={{ say: t('start', { count: found.total }), saying: t('starting') }}
          />
        )}
        {halted && (
          <div className="flex flex-wrap gap-3">
            <SayForm
              action={resumeImportAction}
              name="resume"
              id={id}
              words={{ say: t('resume'), saying: t('starting') }}
            />
            <SayForm
              action={stopImportAction}
              name="stop"
              id={id}
              words={{ say: t('stop'), saying: t('stopping') }}
              plain
            />
          </div>
        )}
        {!(state === 'running' || halted || (state === 'checked' && found.total > 0)) && (
          <TextLink href={routes.deskImport()} className="justify-self-start py-2">
            {t('another')}
          </TextLink>
        )}
      </Card>
      {report && report.count > 0 && <Problems id={id} report={report} />}
    </>
  )
}

/** How it stands in a sentence; read out when it becomes another one. */
async function Standing({
  found: { state, total, position, created, staffName, retryAt },
}: {
  found: ListedImport
}) {
  const t = await translations('deskImport')
  const { time } = await formats()
  const standing = state === 'checked' && total === 0 ? 'nothing' : state
  return (
    <div className="grid gap-3">
      <div role="status">
        <h2>{t(`standing_${standing}`, { total, created })}</h2>
      </div>
      <p className="text-ink-2">{t(`standing_${standing}_more`, { name: staffName })}</p>
      {state === 'running' && retryAt && (
        <Notice tone="warn">
          <p>{t('standing_retry', { at: time(retryAt) })}</p>
        </Notice>
      )}
      {(state === 'running' || state === 'paused' || state === 'failed') && (
        <>
          <Meter value={position} max={total} label={t('progress', { position, total })} />
          <p className="tabular-nums">{t('progress', { position, total })}</p>
        </>
      )}
    </div>
  )
}

async function Numbers({
  found: { state, total, created, known, bad, activateBy },
}: {
  found: ListedImport
}) {
  const t = await translations('deskImport')
  const { number } = await formats()
  return (
    <Facts>
      {state === 'checked' || state === 'expired' ? (
        <Fact label={t('number_total')}>{number(total)}</Fact>
      ) : (
        <Fact label={t('number_created')}>{number(created)}</Fact>
      )}
      <Fact label={t('number_known')}>{number(known)}</Fact>
      <Fact label={t('number_bad')}>{number(bad)}</Fact>
      <Fact label={t('number_activation')}>{t(`activation_${activateBy ?? 'none'}`)}</Fact>
    </Facts>
  )
}
