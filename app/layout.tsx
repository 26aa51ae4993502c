import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { SoftLinks } from '@/components/shell/soft-links'
import { Unconfirmed } from '@/components/shell/unconfirmed'
import { hasUnconfirmed } from '@/lib/server/confirmed'
import { translations } from '@/lib/server/i18n'
import { currentLocale, currentTheme } from '@/lib/server/preferences'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('common')
  return {
    title: { default: t('brand'), template: `%s · ${t('brand')}` },
    description: t('description'),
    applicationName: t('brand'),
    robots: { index: false, follow: false },
    icons: { icon: '/favicon.svg', apple: '/apple-touch-icon.png' },
    formatDetection: { telephone: false, email: false, address: false, date: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf9' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1217' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await translations('common')
  return (
    <html lang={await currentLocale()} data-theme={await currentTheme()}>
      <body className="min-h-dvh" data-unreachable={t('unreachable')}>
        <a href="#main" className="skip">
          {t('skip')}
        </a>
        <SoftLinks />
        {children}
        {(await hasUnconfirmed()) && (
          <Unconfirmed sentence={t('saved_unconfirmed')} close={t('understood')} />
        )}
      </body>
    </html>
  )
}
