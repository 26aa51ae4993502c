import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { isLocale, type Locale, negotiateLocale } from '@/lib/i18n/locales'
import { cookieNames } from './cookie-names'

export type Theme = 'system' | 'light' | 'dark'

/** The language chosen by cookie, else by the browser. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(cookieNames.locale)?.value
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get('accept-language'))
})

/** The theme chosen by cookie, else the system's. */
export const currentTheme = cache(async (): Promise<Theme> => {
  const chosen = (await cookies()).get(cookieNames.theme)?.value
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
})
