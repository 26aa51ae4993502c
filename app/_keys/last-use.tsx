import { Fact } from '@/components/ui/facts'
import { clock } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { KeyUsage } from '@/lib/usage/read-key-usage'

const dayMs = 86_400_000

/** When and from where a key was last let in. One that nobody uses is pointed out. */
export async function LastUse({ lastUse, createdAt }: Pick<KeyUsage, 'lastUse'> & { createdAt: Date }) {
  const t = await translations('usage')
  const { dateTime } = await formats()
  const since = lastUse?.at ?? createdAt
  const days = Math.floor((clock.now().getTime() - since.getTime()) / dayMs)
  const unused = days >= policy().usage.unusedAfterDays
  return (
    <Fact label={t('last_used')}>
      {lastUse
        ? t(lastUse.address ? 'last_used_from' : 'last_used_unknown', {
            when: dateTime(lastUse.at),
            address: lastUse.address,
          })
        : t('never_used')}
      {unused && (
        <span className="block text-hint text-warn">
          {t(lastUse ? 'last_used_long_ago' : 'never_used_long', { days })}
        </span>
      )}
    </Fact>
  )
}
