'use server'
import { rememberLocale, rememberTheme } from '@/lib/server/preferences'

/** The page that sent the form comes back in the chosen language; for visitors who have not signed in, too. */
export async function setLocaleAction(form: FormData): Promise<void> {
  await rememberLocale(form.get('locale'))
}

/** The page that sent the form comes back in the chosen theme. */
export async function setThemeAction(form: FormData): Promise<void> {
  await rememberTheme(form.get('theme'))
}
