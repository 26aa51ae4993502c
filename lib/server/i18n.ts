import 'server-only'
import { type MessageKey, messagesOf, type Namespace, translate } from '@/lib/i18n/messages'
import type { ClientMessages, Translate } from '@/lib/i18n/translator'
import { currentLocale } from './preferences'

/** `t` for a server component or action, in the visitor's language. */
export async function translations<N extends Namespace>(namespace: N): Promise<Translate<MessageKey<N>>> {
  return translate(await currentLocale(), namespace)
}

/**
 * The messages that a client island needs, compiled, to hand over as a prop. Prefixes keep it small:
 * `clientMessages('keys', 'form_', 'summary_')` takes only the keys that begin so.
 */
export async function clientMessages(namespace: Namespace, ...prefixes: string[]): Promise<ClientMessages> {
  const locale = await currentLocale()
  const all = Object.entries(messagesOf(locale, namespace))
  const wanted = all.filter(
    ([key]) => prefixes.length === 0 || prefixes.some((prefix) => key.startsWith(prefix)),
  )
  return { locale, messages: Object.fromEntries(wanted) }
}
