import { keyText } from '@/app/_keys/key-text'
import { LastUse } from '@/app/_keys/last-use'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import type { KeyRecord } from '@/lib/keys/key-record'
import { addressMatches } from '@/lib/net/address-matches'
import { addressCount, parseAddressEntry } from '@/lib/net/parse-address-list'
import { permissionWords } from '@/lib/policies/permission-words'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import type { KeyUsage } from '@/lib/usage/read-key-usage'

/** Everything that is set on a key, and whether its owner could use it from where they are. */
export async function KeyFacts({
  keyRecord: key,
  currentAddress,
  lastUse,
}: {
  keyRecord: KeyRecord
  currentAddress: string
  lastUse: KeyUsage['lastUse']
}) {
  const t = await translations('keys')
  const { dateTime, zone } = await formats()
  const text = await keyText()
  const permissions = permissionWords(await currentLocale()).filter(({ id }) => key.permissions.includes(id))
  const passes = !key.allowlist || addressMatches(currentAddress, key.allowlist)
  return (
    <Card>
      <Facts>
        <Fact label={t('detail_access_key')}>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <code className="min-w-0 font-mono text-hint wrap-anywhere">{key.accessKey}</code>
            <CopyButton
              value={key.accessKey}
              label={t('detail_copy')}
              copied={t('detail_copied')}
              failed={t('detail_copy_failed')}
              describe={t('detail_copy_access_key')}
            />
          </span>
        </Fact>
        <Fact label={t('detail_proof')}>
          {t('detail_proof_words', { dialect: t(`dialect_${key.dialect}`), kind: key.kind })}
        </Fact>
        <Fact label={t('detail_permissions')}>
          <ul className="grid gap-1.5">
            {permissions.map(({ id, label, risk, riskLabel }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {label}
                {riskLabel && (
                  <Badge tone={risk === 'highest' ? 'bad' : 'warn'} icon="alert">
                    {riskLabel}
                  </Badge>
                )}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label={t('detail_addresses')}>
          {key.allowlist ? (
            <ul className="grid gap-1">
              {key.allowlist.map((address) => (
                <AddressFact key={address} address={address} />
              ))}
            </ul>
          ) : (
            t('detail_anywhere')
          )}
        </Fact>
        {currentAddress && (
          <Fact label={t('detail_current')}>
            {t(passes ? 'detail_passes' : 'detail_fails', { address: currentAddress })}
          </Fact>
        )}
        <Fact label={t('detail_window')}>
          {key.validFrom || key.validBefore
            ? t('detail_zone', { words: text.days(key), zone })
            : text.days(key)}
        </Fact>
        <LastUse lastUse={lastUse} createdAt={key.createdAt} />
        <Fact label={t('detail_created')}>{dateTime(key.createdAt)}</Fact>
        {key.revision > 1 && <Fact label={t('detail_changed')}>{dateTime(key.updatedAt)}</Fact>}
      </Facts>
    </Card>
  )
}

async function AddressFact({ address }: { address: string }) {
  const t = await translations('keys')
  const entry = parseAddressEntry(address)
  const count = entry.error ? undefined : addressCount(entry.network)
  const warning = entry.error ? undefined : entry.warning
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <span className="font-mono text-hint">{address}</span>
      {warning ? (
        <span className="text-small text-warn">{t(`form_address_${warning}`)}</span>
      ) : (
        count !== undefined &&
        count > 1 && <span className="text-small text-ink-2">{t('form_address_addresses', { count })}</span>
      )}
    </li>
  )
}
