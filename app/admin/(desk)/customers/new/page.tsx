import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { clientMessages, translations } from '@/lib/server/i18n'
import { addCustomerAction } from './actions'
import { CustomerForm } from './customer-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('deskActs'))('new_title') }
}

export default async function NewCustomerPage() {
  await requireStaff('customer:create', routes.deskCustomerNew())
  const t = await translations('deskActs')
  const desk = await translations('desk')
  return (
    <>
      <PageHeader title={t('new_title')} parent={{ href: routes.desk(), label: desk('desk') }}>
        <p>{t('new_lead')}</p>
      </PageHeader>
      <Card>
        <CustomerForm action={addCustomerAction} messages={await clientMessages('deskActs', 'new_form_')} />
      </Card>
    </>
  )
}
