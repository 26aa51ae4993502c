import format, { type CompiledMessage } from 'icu-minify/format'

/** A namespace of messages, compiled from ICU at the server: small enough to hand to a client island. */
export type CompiledMessages = Record<string, CompiledMessage>
export type MessageValues = Record<string, string | number | boolean | Date>

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
}

export type Translate<Key extends string = string> = (key: Key, values?: MessageValues) => string

/** What the server hands to a client island: its language and the messages it needs. */
export type ClientMessages = { locale: string; messages: CompiledMessages }

/** `t('key', values)` over compiled messages; used by server pages and client islands alike. */
export function translator<Key extends string = string>(
  locale: string,
  messages: CompiledMessages,
): Translate<Key> {
  return (key, values) => {
    const message = messages[key]
    if (message === undefined) throw new Error(`no message "${key}" in ${locale}`)
    return format(message, locale, values, { formatters }) as string
  }
}
