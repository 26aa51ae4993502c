import type { Page, Request } from '@playwright/test'

/** A server action as the browser sent it: to be sent again by somebody else, or with another body. */
export type SentAction = { url: string; headers: Record<string, string>; body: string }

/** Does something in the page and takes down the server action that it sends; the action itself goes through. */
export async function takeDownAction(page: Page, act: () => Promise<void>): Promise<SentAction> {
  const isAction = (request: Request) => request.method() === 'POST' && 'next-action' in request.headers()
  const [request] = await Promise.all([page.waitForRequest(isAction), act()])
  await request.response()
  const { cookie: _cookie, 'content-length': _length, ...headers } = await request.allHeaders()
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')))
  return { url: request.url(), headers: own, body: request.postDataBuffer()?.toString('utf8') ?? '' }
}

/** Sends an action again with the cookies of `page`'s browser. */
export async function sendAction(
  page: Page,
  { url, headers, body }: SentAction,
): Promise<{ status: number; text: string }> {
  const response = await page.request.post(url, { headers, data: Buffer.from(body), maxRedirects: 0 })
  return { status: response.status(), text: await response.text() }
}

/** The same action without one of its form's fields. */
export function withoutField(action: SentAction, name: string): SentAction {
  const boundary = /boundary=(\S+)/.exec(action.headers['content-type'] ?? '')?.[1]
  if (!boundary) throw new Error(`not a multipart form: ${action.headers['content-type']}`)
  const parts = action.body.split(`--${boundary}`)
  const kept = parts.filter((part) => !new RegExp(`name="(_\\d+_)?${name}"`).test(part))
  if (kept.length === parts.length) throw new Error(`the form has no field ${name}`)
  return { ...action, body: kept.join(`--${boundary}`) }
}

/** The same action about another object. Ids have one length, so that nothing else of the request has to change. */
export function replaceId(sent: SentAction, from: string, to: string): SentAction {
  return { ...sent, body: sent.body.replaceAll(from, to) }
}
