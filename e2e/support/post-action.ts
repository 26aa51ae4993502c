import { builtAction } from '@/campaigns/support/built-action'
import { type Answer, portalOrigin, send } from './as-caller'
import { addressOf } from './desk-routes'

const nowhere = '00000000-0000-7000-8000-000000000000'

/** Sends a form to a server action as the portal's own page would: previous state first, then the form. */
export async function post(
  name: string,
  fields: Record<string, string | File>,
  cookie: string,
): Promise<Answer> {
  const { id, pageFile } = builtAction(name)
  // What the act is about is named in the form, not in the address.
  const page = addressOf(pageFile.replace(/^app/, '')).replace(/\[\w+\]/g, nowhere)
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', '[null,"$K1"]')
  const headers = { 'next-action': id, origin: portalOrigin(), accept: 'text/x-component' }
  return send(page, cookie, { method: 'POST', headers, body })
}

/** What an action answered, in a word: `ok`, the code of its refusal, or where it leads. */
export function outcomeOf({ status, headers, text }: Answer): string {
  const redirect = headers.get('x-action-redirect')
  if (redirect) return `to ${redirect.replace(/;.*$/, '')}`
  if (/"ok":true/.test(text)) return 'ok'
  const code = /"ok":false,"code":"(\w+)"/.exec(text)?.[1]
  return code ?? `status ${status}: ${text.slice(0, 200)}`
}
