import type { PreferencesProps } from '@/components/shell/preferences'
import { translations } from '@/lib/server/i18n'
import { currentLocale, currentTheme } from '@/lib/server/preferences'
import { setLocaleAction, setThemeAction } from './preference-actions'

/** What the language and theme switches of every frame show. */
export async function preferencesShown(): Promise<Omit<PreferencesProps, 'setLocale' | 'setTheme'>> {
  const t = await translations('common')
  return {
    locale: await currentLocale(),
    theme: await currentTheme(),
    words: {
      language: t('language'),
      theme: t('theme'),
      system: t('theme_system'),
      light: t('theme_light'),
      dark: t('theme_dark'),
    },
  }
}

/** The same, with what they do. */
export async function shellPreferences(): Promise<PreferencesProps> {
  return { ...(await preferencesShown()), setLocale: setLocaleAction, setTheme: setThemeAction }
}
