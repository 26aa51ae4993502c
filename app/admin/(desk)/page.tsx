import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Found } from '@/components/desk/found'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { deskQuerySchema } from '@/lib/desk/schema'
import { isPrivateSearch, searchDesk } from '@/lib/desk/search-desk'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'
import { translations } from '@/lib/server/i18n'
import { foundWords, onlyHit } from './found-words'
import { AttentionList, NeedsAttention } from './needs-attention'
import { searchAction } from './search-action'
import { SearchBox } from './search-box'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('desk'))('desk') }
}

export default async function DeskPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const actor = await requireStaff('desk:read', routes.desk())
  const { search, list, after } = deskQuerySchema.parse(await searchParams)
  // An address that holds an ID or a contact is left at once; the box, not the address, is where it is looked for.
  if (search !== null && isPrivateSearch(search)) redirect(routes.desk())
  const t = await translations('desk')
  const result = search === null ? null : await searchDesk(actor, search)
  const only = result && onlyHit(result)
  if (only) redirect(only)
  return (
    <>
      <PageHeader title={t('desk')} />
      <Card>
        <SearchBox
          key={search}
          action={searchAction}
          search={search ?? ''}
          words={{
            label: t('search_label'),
            hint: t('search_hint'),
            submit: t('search_submit'),
            pending: t('search_pending'),
          }}
        />
      </Card>
      {result ? (
        <Found found={await foundWords(result, search)} />
      ) : list ? (
        <AttentionList actor={actor} list={list} after={after} />
      ) : (
        <NeedsAttention actor={actor} />
      )}
    </>
  )
}
