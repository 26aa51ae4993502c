import { DemoPeople } from '@/components/demo/demo-people'
import { TextLink } from '@/components/ui/link'
import { demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { demoStaff } from '@/lib/staff/demo-staff'

/** Who can sign in to the demo's desk. Never rendered in production mode. */
export async function StaffDemoBox() {
  const [t, desk] = [await translations('staffSignIn'), await translations('desk')]
  const chinese = (await currentLocale()) === 'zh-TW'
  const people = demoStaff.map(({ email, name, latinName, role }) => {
    const shown = chinese ? name : latinName
    return {
      name: shown,
      login: email,
      role: desk(`role_${role}`),
      values: { email, password: demoPassword },
      describe: t('demo_fill_for', { name: shown }),
    }
  })
  return (
    <DemoPeople
      people={people}
      focus="#code"
      password={demoPassword}
      words={{ title: t('demo_title'), body: t('demo_body'), fill: t('demo_fill') }}
    >
      <TextLink href={routes.demoOutbox()} target="_blank">
        {t('demo_outbox')}
      </TextLink>
    </DemoPeople>
  )
}
