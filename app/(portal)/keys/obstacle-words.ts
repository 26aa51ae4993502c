import type { ObstacleWords } from '@/components/keys/obstacle'
import type { CustomerActor } from '@/lib/access/actor'
import { lostCertificate } from '@/lib/certificates/lost-certificate'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** Why no key can be made now, and the way to change that. */
export async function obstacleWords(
  actor: CustomerActor,
  obstacle: 'certificate_required' | 'key_limit_reached',
): Promise<ObstacleWords> {
  const t = await translations('keys')
  if (obstacle === 'key_limit_reached')
    return {
      tone: 'warn',
      title: t('full_title', { max: policy().maxActiveKeys }),
      body: t('full_body'),
      action: { href: routes.keys(), label: t('full_action') },
    }
  const lost = await lostWords(actor)
  return {
    tone: lost.lost === 'none' ? 'info' : 'warn',
    title: t('certificate_needed_title', lost),
    body: t('certificate_needed_body', lost),
    effect: lost.lost === 'none' ? '' : t('certificate_needed_effect', lost),
    action: applyOrSee(lost, t('certificate_needed_action', lost)),
  }
}

/** What a key that is there can't do for want of a certificate; null when it needs none. */
export async function keyObstacleWords(actor: CustomerActor): Promise<ObstacleWords | null> {
  const t = await translations('keys')
  const lost = await lostWords(actor)
  if (lost.effect === 'none') return null
  return {
    tone: 'warn',
    title: t('detail_certificate_title', lost),
    body: t('detail_certificate_body', lost),
    action: applyOrSee(lost, t('certificate_needed_action', lost)),
  }
}

/** What became of the certificate, with the day as it is written, and what keys can't do without one. */
async function lostWords(actor: CustomerActor) {
  const { date } = await formats()
  const lost = await lostCertificate(actor)
  const { certificateFor } = policy()
  const needs = (use: (typeof certificateFor)[number]) => certificateFor.includes(use)
  const effect = needs('everyRequest') ? 'requests' : needs('login') ? 'login' : 'none'
  return { ...lost, effect, at: 'at' in lost ? date(lost.at) : '' }
}

function applyOrSee({ lost }: { lost: string }, label: string): ObstacleWords['action'] {
  return { href: lost === 'pending' ? routes.certificates() : routes.certificateApply(), label }
}
