export const locales = ['en', 'zh-TW'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'en'

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale)
}

/** The best of our languages for an `Accept-Language` header (RFC 9110 12.5.4); any Chinese gets Traditional Chinese. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const ranked = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';')
      const quality = parameters
        .map((parameter) => /^\s*q=(\d(?:\.\d*)?)\s*$/i.exec(parameter)?.[1])
        .find(Boolean)
      const [language = ''] = range.trim().toLowerCase().split('-')
      return { language, quality: quality ? Number(quality) : 1 }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of ranked) {
    if (language === 'zh') return 'zh-TW'
    if (language === 'en') return 'en'
  }
  return defaultLocale
}
