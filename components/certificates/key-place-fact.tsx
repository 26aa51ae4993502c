import { Fact } from '@/components/ui/facts'
import type { CertificateView } from '@/lib/certificates/certificate-view'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { KeyPlace } from './key-place'

/**
 * Where the certificate's key is: this browser, a file, elsewhere.
 * @param explain also says what it means, and what to do, where it is not to be found here
 */
export async function KeyPlaceFact({
  certificate: { serialNumber, exportedAt },
  explain,
}: {
  certificate: Pick<CertificateView, 'serialNumber' | 'exportedAt'>
  explain?: boolean
}) {
  const t = await translations('certificates')
  const { date } = await formats()
  const saved = exportedAt && { date: date(exportedAt) }
  const withHint = (words: string, hint: string) =>
    explain ? (
      <span className="grid gap-1">
        <span>{words}</span>
        <span className="text-hint text-ink-2">{hint}</span>
      </span>
    ) : (
      words
    )
  return (
    <Fact label={t('place')}>
      <KeyPlace
        serialNumber={serialNumber}
        words={{
          here: saved ? t('place_here_file', saved) : t('place_here'),
          elsewhere: saved
            ? t('place_file', saved)
            : withHint(t('place_elsewhere'), t('place_elsewhere_hint')),
          unreadable: withHint(
            saved ? t('place_unreadable_file', saved) : t('place_unreadable'),
            t('place_unreadable_hint'),
          ),
        }}
      />
    </Fact>
  )
}
