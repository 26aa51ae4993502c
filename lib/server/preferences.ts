import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { isLocale, type Locale, negotiateLocale } from '@/lib/i18n/locales'
import { cookieNames } from './cookie-names'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The language chosen by cookie, else by the browser. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(cookieNames.locale)?.value
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get('accept-language'))
})

/** The theme chosen by cookie, else the system's. */
export const currentTheme = cache(async (): Promise<Theme> => {
  const chosen = (await cookies()).get(cookieNames.theme)?.value
  return isTheme(chosen) ? chosen : 'system'
})

/** Keeps the language for a year; anything that is not one of ours changes nothing. */
export async function rememberLocale(value: unknown): Promise<void> {
  if (isLocale(value)) await remember(cookieNames.locale, value)
}

/** Keeps the theme for a year; anything that is not one of ours changes nothing. */
export async function rememberTheme(value: unknown): Promise<void> {
  if (isTheme(value)) await remember(cookieNames.theme, value)
}

function isTheme(value: unknown): value is Theme {
  return themes.includes(value as Theme)
}

async function remember(name: string, value: string): Promise<void> {
  const maxAgeSeconds = 365 * 24 * 3600
  const store = await cookies()
  store.set(name, value, { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: maxAgeSeconds })
}
