import format, { type CompiledMessage } from 'icu-minify/format'

/** A namespace of messages, compiled from ICU at the server: small enough to hand to a client island. */
export type CompiledMessages = Record<string, CompiledMessage>
export type MessageValues = Record<string, string | number | boolean | Date>

/** Making an Intl formatter costs far more than using it, so each is made once. */
function kept<Args extends unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const known = new Map<string, Made>()
  return (...args) => {
    const key = JSON.stringify(args)
    const made = known.get(key) ?? make(...args)
    known.set(key, made)
    return made
  }
}

const formatters = {
  getDateTimeFormat: kept(
    (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  ),
  getNumberFormat: kept(
    (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  ),
  getPluralRules: kept(
    (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
  ),
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
