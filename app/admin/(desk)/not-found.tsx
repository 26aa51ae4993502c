import { NotFoundMessage } from '@/components/shell/not-found-message'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'

/** Inside the frame: the way to the other pages stays. */
export default async function NotFound() {
  const [t, desk] = [await translations('common'), await translations('desk')]
  return (
    <NotFoundMessage
      words={{ title: t('not_found_title'), body: t('not_found_body'), home: desk('to_desk') }}
      home={routes.desk()}
    />
  )
}
