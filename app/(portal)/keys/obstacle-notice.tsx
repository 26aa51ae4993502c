import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'

/** Why no key can be made now, and the way to change that. `action` leaves out a way that leads to this page. */
export async function ObstacleNotice({
  obstacle,
  action = true,
}: {
  obstacle: 'certificate_required' | 'key_limit_reached'
  action?: boolean
}) {
  const t = await translations('keys')
  if (obstacle === 'certificate_required') {
    return (
      <Notice tone="info">
        <p className="font-semibold">{t('certificate_needed_title')}</p>
        <p>{t('certificate_needed_body')}</p>
        <ButtonLink look="primary" href={routes.certificateApply()} className="mt-2 mb-1 justify-self-start">
          {t('certificate_needed_action')}
        </ButtonLink>
      </Notice>
    )
  }
  return (
    <Notice tone="warn">
      <p className="font-semibold">{t('full_title', { max: policy().maxActiveKeys })}</p>
      <p>{t('full_body')}</p>
      {action && (
        <ButtonLink href={routes.keys()} className="mt-2 mb-1 justify-self-start">
          {t('full_action')}
        </ButtonLink>
      )}
    </Notice>
  )
}
