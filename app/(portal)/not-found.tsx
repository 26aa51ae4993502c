import { NotFoundMessage } from '@/components/shell/not-found-message'
import { translations } from '@/lib/server/i18n'

/** Inside the frame: the way to the other pages stays. */
export default async function NotFound() {
  const t = await translations('common')
  return (
    <NotFoundMessage words={{ title: t('not_found_title'), body: t('not_found_body'), home: t('to_home') }} />
  )
}
