import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'

/** What programs say, in the order in which customers meet it. */
const errors = ['password', 'macos', 'issuer', 'unknown_ca', 'clock', 'expired', 'revoked'] as const

/** What errors of clients mean and what to do about them. */
export async function ErrorWords() {
  const t = await translations('help')
  return (
    <Card className="grid gap-2" aria-labelledby="errors">
      <h2 id="errors">{t('errors_title')}</h2>
      <div className="divide-y divide-line">
        {errors.map((error) => (
          <details key={error}>
            <summary className="min-h-11 cursor-pointer py-2.5 font-semibold wrap-anywhere">
              {t(`error_${error}`)}
            </summary>
            <p className="pb-3 text-ink-2">{t(`error_${error}_body`)}</p>
          </details>
        ))}
      </div>
      <p>
        <TextLink href={routes.certificateTest()}>{t('to_test')}</TextLink>
      </p>
    </Card>
  )
}
