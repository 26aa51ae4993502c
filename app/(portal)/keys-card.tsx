import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import type { ListedKey } from '@/lib/keys/key-record'
import { policy } from '@/lib/policies/policy'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** How many keys are active of how many there may be, and what is worth knowing of them. */
export async function KeysCard({ keys, activeCount }: { keys: ListedKey[]; activeCount: number }) {
  const t = await translations('home')
  const { number } = await formats()
  const max = policy().maxActiveKeys
  const count = (state: ListedKey['state']) => keys.filter((key) => key.state === state).length
  return (
    <Card aria-labelledby="keys-card" className="grid content-start gap-3">
      <CardHead
        id="keys-card"
        title={t('keys_title')}
        aside={<TextLink href={routes.keys()}>{t('all_keys')}</TextLink>}
      />
      <p>
        <span className="text-figure font-semibold">{number(activeCount)}</span>{' '}
        <span className="text-ink-2">{t('of_max_active', { max })}</span>
      </p>
      <Meter value={activeCount} max={max} label={t('meter', { count: activeCount, max })} />
      {activeCount >= max && <p className="text-hint">{t('keys_full')}</p>}
      <p className="text-hint text-ink-2">
        {keys.length === 0
          ? t('keys_none')
          : t('keys_note', { ending: count('expiring'), waiting: count('not_yet_valid') })}
      </p>
    </Card>
  )
}
