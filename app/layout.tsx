import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { currentLocale, currentTheme } from '@/lib/server/preferences'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Signet', template: '%s · Signet' },
  applicationName: 'Signet',
  robots: { index: false, follow: false },
  icons: { icon: '/favicon.svg' },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await currentLocale()} data-theme={await currentTheme()}>
      <body>{children}</body>
    </html>
  )
}
