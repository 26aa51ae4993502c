import type { MessageValues } from '@/lib/i18n/translator'

type ListKind = 'and' | 'or' | 'short'

/** Making an Intl formatter costs far more than using it, so each is made once. */
const listFormats = new Map<string, Intl.ListFormat>()

/** `A, B and C`; `or` for what is not possible; `short` for a cell of a table. */
export function listWords(locale: string, words: string[], kind: ListKind = 'and'): string {
  const id = `${locale} ${kind}`
  const format = listFormats.get(id) ?? listFormat(locale, kind)
  listFormats.set(id, format)
  return format.format(words)
}

function listFormat(locale: string, kind: ListKind): Intl.ListFormat {
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, {
    type: kind === 'or' ? 'disjunction' : 'conjunction',
    style: kind === 'short' ? 'narrow' : 'long',
  })
}

/** What `from_list` and `summary_sentence` need to say where a key can be used. */
export function addressValues(allowlist: readonly string[] | null): MessageValues {
  const count = allowlist?.length ?? 0
  const networks = allowlist?.filter((entry) => entry.includes('/')).length ?? 0
  return {
    from: allowlist ? 'only' : 'anywhere',
    ranges: networks === 0 ? 'none' : networks === count ? 'all' : 'some',
    count,
    addresses: count - networks,
    networks,
  }
}

/** What `window_words` and `summary_sentence` need to say when; the days already in words, '' for none. */
export function windowValues(first: string, last: string): MessageValues {
  const window = first && last ? 'between' : first ? 'from' : last ? 'until' : 'always'
  return { window, first, last }
}
