import { Icon, type IconName } from '@/components/ui/icon'
import type { Locale } from '@/lib/i18n/locales'
import type { Theme } from '@/lib/server/preferences'

type FormAct = (form: FormData) => Promise<void>

export type PreferencesProps = {
  locale: Locale
  theme: Theme
  setLocale: FormAct
  setTheme: FormAct
  words: Record<'language' | 'theme' | Theme, string>
}

const languages: Record<Locale, string> = { en: 'English', 'zh-TW': '中文' }
const themes: { value: Theme; icon: IconName }[] = [
  { value: 'system', icon: 'screen' },
  { value: 'light', icon: 'sun' },
  { value: 'dark', icon: 'moon' },
]

/** Language and theme, as plain forms: they work before script arrives and leave the visitor where they are. */
export function Preferences({ locale, theme, setLocale, setTheme, words }: PreferencesProps) {
  const other: Locale = locale === 'en' ? 'zh-TW' : 'en'
  return (
    <div className="flex items-center justify-between gap-2">
      <form action={setLocale} aria-label={words.language}>
        <button type="submit" name="locale" value={other} lang={other} className="switch text-hint">
          {languages[other]}
        </button>
      </form>
      <form action={setTheme}>
        <fieldset className="flex rounded border border-line">
          <legend className="sr-only">{words.theme}</legend>
          {themes.map(({ value, icon }) => (
            <button
              key={value}
              type="submit"
              name="theme"
              value={value}
              title={words[value]}
              aria-label={words[value]}
              aria-pressed={theme === value}
              className="switch"
            >
              <Icon name={icon} className="size-4" />
            </button>
          ))}
        </fieldset>
      </form>
    </div>
  )
}
