import { TextLink } from '@/components/ui/link'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { FillButton } from './fill-button'

/** Who can sign in to the demo. Never rendered in production mode. */
export async function DemoBox() {
  const t = await translations('signIn')
  const chinese = (await currentLocale()) === 'zh-TW'
  return (
    <aside className="grid gap-3 rounded border border-dashed border-line-strong px-4 py-4 sm:px-6">
      <div className="grid gap-1">
        <h2>{t('demo_title')}</h2>
        <p className="text-hint text-ink-2">
          {t('demo_body')} <span className="whitespace-nowrap font-mono text-ink">{demoPassword}</span>
        </p>
      </div>
      <ul className="grid divide-y divide-line">
        {demoCustomers.map(({ nationalId, name, latinName }) => {
          const shown = chinese ? name : latinName
          return (
            <li key={nationalId} className="flex items-center justify-between gap-4 py-2">
              <span className="grid min-w-0">
                <span className="font-semibold">{shown}</span>
                <span className="font-mono text-hint text-ink-2">{nationalId}</span>
              </span>
              <FillButton
                nationalId={nationalId}
                password={demoPassword}
                label={t('demo_fill')}
                describe={t('demo_fill_for', { name: shown })}
              />
            </li>
          )
        })}
      </ul>
      <p className="text-hint text-ink-2">
        <TextLink href={routes.demoOutbox()}>{t('demo_outbox')}</TextLink>
      </p>
    </aside>
  )
}
