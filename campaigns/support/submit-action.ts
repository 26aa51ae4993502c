import type { ActionState } from '@/lib/server/action'
import { type Answer, ask } from './ask'

export type Fields = [name: string, value: string][]

/**
 * Sends a form to a server action as React's client does: the arguments (no earlier state, the form) as a
 * multipart body.
 * @param url of a page that has the action
 * @param headers of whoever is signed in
 * @param leadsTo the page to which the action leads once it is done, if it does: nothing else is answered then
 * @throws Error for anything but an action's answer, also where it leads elsewhere, as to sign in
 */
export async function submitAction<T>(
  url: string,
  action: string,
  headers: Record<string, string>,
  fields: Fields,
  leadsTo?: string,
): Promise<NonNullable<ActionState<T>>> {
  const { status, headers: answered, text } = await postAction(url, action, headers, fields)
  // The path, and how the browser's history takes it.
  const [next] = String(answered['x-action-redirect'] ?? '').split(';')
  if (next && next === leadsTo) return { ok: true, data: null as T }
  // Row 1 of the stream is what the action returned.
  const row = /^1:(\{.*)$/m.exec(text)?.[1]
  if (status !== 200 || !row)
    throw new Error(`status ${status}, next ${next || 'nothing'}: ${text.slice(0, 200)}`)
  return JSON.parse(row) as NonNullable<ActionState<T>>
}

/** The same, for what the portal answers over HTTP. */
export async function postAction(
  url: string,
  action: string,
  headers: Record<string, string>,
  fields: Fields,
): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(`_1_${name}`, value)
  form.append('0', '[null,"$K1"]')
  const encoded = new Response(form)
  return ask(url, {
    method: 'POST',
    headers: {
      ...headers,
      accept: 'text/x-component',
      'next-action': action,
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    body: new Uint8Array(await encoded.arrayBuffer()),
  })
}
