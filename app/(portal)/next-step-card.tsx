import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { addSeconds } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { NextStep } from './next-step'

/** The one thing to do next, with why, and the page's one primary action. */
export async function NextStepCard({ step }: { step: NonNullable<NextStep> }) {
  const t = await translations('home')
  const { title, body, action, href, badge } = await wordsOf(step)
  return (
    <Card
      aria-labelledby="next-step"
      className="grid gap-x-6 gap-y-4 border-l-3 border-l-accent sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
    >
      <div className="grid justify-items-start gap-1">
        {badge ? (
          <Badge tone="warn" icon="clock">
            {badge}
          </Badge>
        ) : (
          <p className="text-small text-ink-2">{t('next')}</p>
        )}
        <h2 id="next-step" className="wrap-anywhere">
          {title}
        </h2>
        <p className="text-ink-2">{body}</p>
      </div>
      <ButtonLink look="primary" href={href}>
        {action}
      </ButtonLink>
    </Card>
  )
}

async function wordsOf(
  step: NonNullable<NextStep>,
): Promise<{ title: string; body: string; action: string; href: string; badge?: string }> {
  const t = await translations('home')
  const { date } = await formats()
  switch (step.kind) {
    case 'apply':
      return {
        title: t('apply_title'),
        body: t('apply_body'),
        action: t('apply_action'),
        href: routes.certificateApply(),
      }
    case 'pending':
      return {
        title: t('pending_title'),
        body: t('pending_body'),
        action: t('pending_action'),
        href: routes.certificates(),
      }
    case 'apply_again':
      return {
        title: t('apply_again_title', { lost: step.lost.lost }),
        body: t('apply_again_body', { ...step.lost, at: date(step.lost.at) }),
        action: t('apply_action'),
        href: routes.certificateApply(),
      }
    case 'renew':
      return {
        badge: t('days_left', { days: step.daysLeft }),
        title: t('renew_title'),
        body: t('renew_body', { date: date(step.notAfter) }),
        action: t('renew_action'),
        href: routes.certificateRenew(step.id),
      }
    case 'first_key':
      return {
        title: t('first_key_title'),
        body: t('first_key_body'),
        action: t('first_key_action'),
        href: routes.keyNew(),
      }
    case 'secret_unconfirmed':
      return {
        title: t('secret_title', { name: step.keyName }),
        body: t('secret_body'),
        action: t('key_action'),
        href: routes.key(step.keyId),
      }
    case 'key_ends':
      return {
        badge: t('ends_on', { date: date(addSeconds(step.validBefore, -1)) }),
        title: t('key_ends_title', { name: step.keyName }),
        body: t('key_ends_body'),
        action: t('key_action'),
        href: routes.key(step.keyId),
      }
    case 'keys_unused':
      return {
        title: t('unused_title', { count: step.count, days: policy().usage.unusedAfterDays }),
        body: t('unused_body'),
        action: t('unused_action'),
        href: routes.keys(),
      }
  }
}
