import { classNames } from '@/components/ui/class-names'
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
        <button
          type="submit"
          name="locale"
          value={other}
          lang={other}
          className="min-h-11 cursor-pointer rounded px-2 text-hint text-ink-2 hover:bg-sunken hover:text-ink"
        >
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
              className={classNames(
                'grid size-11 cursor-pointer place-items-center rounded',
                theme === value ? 'bg-accent-wash text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              <Icon name={icon} className="size-4" />
            </button>
          ))}
        </fieldset>
      </form>
    </div>
  )
}
