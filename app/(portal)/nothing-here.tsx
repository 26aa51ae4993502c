import { NotFoundMessage } from '@/components/shell/not-found-message'
import { markAbsent } from '@/lib/answer-status'
import { translations } from '@/lib/server/i18n'
import { requestMeta } from '@/lib/server/request-meta'

/**
 * In place of a page whose object does not exist, inside the frame. Rendered as a page is, and so there without
 * script too; `notFound()` would leave its rendering to script.
 */
export async function NothingHere() {
  markAbsent((await requestMeta()).requestId)
  const t = await translations('common')
  return (
    <NotFoundMessage words={{ title: t('not_found_title'), body: t('not_found_body'), home: t('to_home') }} />
  )
}
