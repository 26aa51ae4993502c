import type { Metadata } from 'next'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SignatureForm, type SignatureFormWords } from '@/components/usage/signature-form'
import { signingOf } from '@/lib/keys/compare-key-signature'
import { routes } from '@/lib/routes'
import { requireActor } from '@/lib/server/current-actor'
import { translations } from '@/lib/server/i18n'
import type { KeyOfSigner } from '@/lib/signing/compare/compare-signed'
import type { SigningDialect } from '@/lib/signing/dialects'
import { NothingHere } from '../../../nothing-here'
import { findKey } from '../../find-key'
import { compareSignatureAction } from './actions'
import { signatureForm } from './signature-form'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  if (!(await findKey((await params).id))) return { title: (await translations('common'))('not_found_title') }
  return { title: (await translations('signature'))('title') }
}

export default async function SignaturePage({ params }: Props) {
  const { id } = await params
  await requireActor(routes.keySignature(id))
  const key = await findKey(id)
  if (!key) return <NothingHere />
  const t = await translations('signature')
  const signing = signingOf(key)
  return (
    <>
      <PageHeader title={t('title')} parent={{ href: routes.key(id), label: key.name }}>
        <p>{signing ? t('intro') : t('basic_title')}</p>
      </PageHeader>
      {signing ? (
        <>
          <Notice tone="info">
            <p>{t('privacy')}</p>
            <p>{t('dialect', { dialect: signing.dialect })}</p>
          </Notice>
          <Card>
            <SignatureForm keyId={id} words={await formWords(signing)} action={compareSignatureAction} />
          </Card>
        </>
      ) : (
        <Card>
          <p>{t('basic_body')}</p>
        </Card>
      )}
    </>
  )
}

/** The headers that time and receive window are in; a dialect without one has them as parameters, or none. */
const headers: Record<SigningDialect, { timestamp?: string; window?: string }> = {
  signet: { timestamp: 'Signet-Timestamp' },
  okx: { timestamp: 'OK-ACCESS-TIMESTAMP' },
  bybit: { timestamp: 'X-BAPI-TIMESTAMP', window: 'X-BAPI-RECV-WINDOW' },
  gate: { timestamp: 'Timestamp' },
  binance: {},
  mexc: {},
}

async function formWords(signing: KeyOfSigner): Promise<SignatureFormWords> {
  const t = await translations('signature')
  const { timestamp, window } = headers[signing.dialect]
  return {
    request: t('request'),
    yours: t('yours'),
    submit: t('submit'),
    submitting: t('submitting'),
    result: t('result'),
    signs: t('signs'),
    method: { label: t('method') },
    target: { label: t('target'), hint: t('target_hint') },
    body: { label: t('body'), hint: t('body_hint') },
    signed: { label: t('signed'), hint: t('signed_hint') },
    signature: {
      label: t('signature'),
      hint: t('signature_hint', { form: t(signatureForm(signing)) }),
    },
    timestamp: timestamp ? { label: t('timestamp', { header: timestamp }) } : null,
    window: window ? { label: t('window', { header: window }), hint: t('window_hint') } : null,
    parameters: timestamp ? null : t('parameters_hint'),
  }
}
