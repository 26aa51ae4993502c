import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { conversion, oldWindowsFile } from '@/lib/pki/client-snippets'
import { translations } from '@/lib/server/i18n'
import { SnippetBlock } from './snippet-block'

/** One form of the file out of the other, without a new certificate. */
export async function Conversions({ serialNumber }: { serialNumber: string }) {
  const t = await translations('help')
  return (
    <Card className="grid gap-5" aria-labelledby="convert">
      <h2 id="convert">{t('convert_title')}</h2>
      <p>{t('convert_body')}</p>
      <SnippetBlock note="convert" title={t('convert_to_pem')} code={conversion(serialNumber, 'p12')} />
      <SnippetBlock note="convert" title={t('convert_to_p12')} code={conversion(serialNumber, 'pem')} />
      <SnippetBlock note="convert" title={t('convert_old')} code={oldWindowsFile(serialNumber)} />
      <Notice tone="warn">
        <p>{t('convert_old_warning')}</p>
      </Notice>
    </Card>
  )
}
