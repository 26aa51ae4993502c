import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { columnNames, importColumns } from '@/lib/desk/import/columns'
import { importLimits } from '@/lib/desk/import/limits'
import { listImports } from '@/lib/desk/import/list-imports'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { clientMessages, translations } from '@/lib/server/i18n'
import { checkImportAction } from './actions'
import { CheckForm } from './check-form'
import { RecentImports } from './recent-imports'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('deskImport'))('title') }
}

export default async function ImportPage() {
  const actor = await requireStaff('customer:import', routes.deskImport())
  const t = await translations('deskImport')
  const imports = await listImports(actor)
  return (
    <>
      <PageHeader title={t('title')}>
        <p>{t('lead')}</p>
      </PageHeader>
      <Card>
        <CheckForm
          action={checkImportAction}
          mostBytes={importLimits.fileBytes}
          messages={await clientMessages('deskImport', 'form_')}
        />
      </Card>
      <Card className="grid gap-4" aria-labelledby="format">
        <div className="grid gap-1">
          <h2 id="format">{t('format')}</h2>
          <p className="text-hint text-ink-2">{t('format_lead', { rows: importLimits.rows })}</p>
        </div>
        <Facts>
          {importColumns.map((column) => {
            const [english, chinese] = columnNames[column]
            return (
              <Fact key={column} label={<ColumnName english={english} chinese={chinese} />}>
                {t(`format_${column}`)}
              </Fact>
            )
          })}
        </Facts>
        <TextLink href={routes.deskImportSample()} download className="justify-self-start py-2">
          {t('sample')}
        </TextLink>
      </Card>
      {imports.length > 0 && (
        <section className="grid gap-3">
          <h2>{t('recent')}</h2>
          <RecentImports imports={imports} />
        </section>
      )}
    </>
  )
}

/** Both names; where there is no room for them on one line, each stays whole. */
function ColumnName({ english, chinese }: { english: string; chinese: string }) {
  return (
    <code className="font-mono">
      <span className="inline-block">{english} /</span> <span className="inline-block">{chinese}</span>
    </code>
  )
}
