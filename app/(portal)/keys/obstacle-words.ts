import type { ObstacleWords } from '@/components/keys/obstacle'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'

/** Why no key can be made now, and the way to change that. */
export async function obstacleWords(
  obstacle: 'certificate_required' | 'key_limit_reached',
): Promise<ObstacleWords> {
  const t = await translations('keys')
  if (obstacle === 'certificate_required')
    return {
      tone: 'info',
      title: t('certificate_needed_title'),
      body: t('certificate_needed_body'),
      action: { href: routes.certificateApply(), label: t('certificate_needed_action') },
    }
  return {
    tone: 'warn',
    title: t('full_title', { max: policy().maxActiveKeys }),
    body: t('full_body'),
    action: { href: routes.keys(), label: t('full_action') },
  }
}
