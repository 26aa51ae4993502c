import { readFileSync } from 'node:fs'
import { type Answer, portalOrigin, send } from './as-caller'
import { addressOf } from './desk-routes'

/** What the build wrote of its server actions, by their numbers. */
type Manifest = {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>
}

/** A server action of the build: what its requests name it by, and a page that it can be sent to. */
type BuiltAction = { id: string; page: string }

const nowhere = '00000000-0000-7000-8000-000000000000'

/** @param name its file and its name. @throws Error when no page of the build uses it */
function builtAction(name: string): BuiltAction {
  const manifest: Manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  for (const [id, { exportedName, filename, workers }] of Object.entries(manifest.node)) {
    const [worker] = Object.keys(workers)
    if (`${filename} ${exportedName}` !== name || !worker) continue
    // What the act is about is named in the form, not in the address.
    return { id, page: addressOf(worker.replace(/^app/, '')).replace(/\[\w+\]/g, nowhere) }
  }
  throw new Error(`no page of the build uses ${name}`)
}

/** Sends a form to a server action as the portal's own page would: previous state first, then the form. */
export async function post(
  name: string,
  fields: Record<string, string | File>,
  cookie: string,
): Promise<Answer> {
  const { id, page } = builtAction(name)
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
