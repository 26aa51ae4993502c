import { DemoPeople } from '@/components/demo/demo-people'
import { TextLink } from '@/components/ui/link'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'

/** Who can sign in to the demo. Never rendered in production mode. */
export async function DemoBox() {
  const t = await translations('signIn')
  const chinese = (await currentLocale()) === 'zh-TW'
  const people = demoCustomers.map(({ nationalId, name, latinName }) => {
    const shown = chinese ? name : latinName
    return {
      name: shown,
      login: nationalId,
      values: { nationalId, password: demoPassword },
      describe: t('demo_fill_for', { name: shown }),
    }
  })
  return (
    <DemoPeople
      people={people}
      focus="form [name=intent]"
      password={demoPassword}
      words={{ title: t('demo_title'), body: t('demo_body'), fill: t('demo_fill') }}
    >
      <TextLink href={routes.demoOutbox()}>{t('demo_outbox')}</TextLink>
    </DemoPeople>
  )
}
