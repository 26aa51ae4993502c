import type { ImportProblem } from '@/lib/desk/import/columns'
import { columnTitle } from '@/lib/desk/import/columns'
import { messagesOf } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'

/** What is wrong on a line, in the visitor's language. */
export async function problemWords() {
  const t = await translations('deskImport')
  const locale = await currentLocale()
  const sentences = messagesOf(locale, 'errors')
  const why = translator(locale, sentences)
  return {
    head: { line: t('column_line'), column: t('column_column'), why: t('column_why') },
    say: ({ line, column, code, values }: ImportProblem) => ({
      line,
      column: column ? columnTitle(column) : '',
      // A sentence of the schema library's own must not reach a person.
      why: why(code in sentences ? code : 'invalid_field', values),
    }),
  }
}
