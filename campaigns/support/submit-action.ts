import type { ActionState } from '@/lib/server/action'
import { type Answer, ask } from './ask'

export type Fields = [name: string, value: string][]

/**
 * Sends a form to a server action as React's client does: the arguments (no earlier state, the form) as a
 * multipart body. One that leads to another page answers nothing else: it is done.
 * @param url of a page that has the action
 * @param headers of whoever is signed in
 * @throws Error for anything but an action's answer
 */
export async function submitAction<T>(
  url: string,
  action: string,
  headers: Record<string, string>,
  fields: Fields,
): Promise<NonNullable<ActionState<T>>> {
  const { status, headers: answered, text } = await postAction(url, action, headers, fields)
  if (answered['x-action-redirect']) return { ok: true, data: null as T }
  // Row 1 of the stream is what the action returned.
  const row = /^1:(\{.*)$/m.exec(text)?.[1]
  if (status !== 200 || !row) throw new Error(`status ${status}: ${text.slice(0, 200)}`)
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
