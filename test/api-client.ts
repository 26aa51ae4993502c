import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { documented, isDocumented } from './documented'
import type { TestCertificate } from './issued'
import { signAs } from './sign-as'

type Answer = { status: number; headers: Record<string, unknown>; body: Record<string, unknown> }

type Sent = { headers?: Record<string, string>; body?: string }

/** A program of a customer: one certificate, or none, and one connection after the other. */
export type ApiClient = {
  ask: (method: string, path: string, sent?: Sent) => Promise<Answer>
  /** A signed request. */
  sign: (key: { accessKey: string; secret: string }, method: string, path: string) => Promise<Answer>
  /** Event stream. @returns each event as it comes; `status` instead of a first one where there is no stream */
  listen: (token: string, headers?: Record<string, string>) => Promise<EventStream>
  close: () => void
}

type Event = { id?: string; event?: string; data?: Record<string, unknown> }
export type EventStream = {
  status: number
  body: string
  /** The next event; null at the end. Pings are left out. */
  next: () => Promise<Event | null>
  close: () => void
}

const eventsPath = '/v1/sessions/current/events'

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
/** The token of the session that a login opened. */
export const tokenOf = ({ body }: Pick<Answer, 'body'>) => String(body.token)

/** @param base of the gateway, over TLS @param root which it is trusted by */
export function apiClient(base: string, root: string, certificate: TestCertificate | null): ApiClient {
  const own = certificate && {
    key: certificate.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certificate.chain.slice(0, 2).join(''),
  }
  const agent = new Agent({ ca: root, ...own, keepAlive: true })

  const send = (method: string, path: string, { headers = {}, body = '' }: Sent) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const length = body ? { 'content-length': String(Buffer.byteLength(body)) } : {}
      const sent = request(`${base}${path}`, { method, agent, headers: { ...length, ...headers } }, resolve)
      sent.on('error', reject)
      sent.end(body)
    })

  const ask: ApiClient['ask'] = async (method, path, sent = {}) => {
    const answer = await send(method, path, sent)
    const said = await saidAsDocumented(method, path, answer)
    const body = said.startsWith('{') ? JSON.parse(said) : {}
    return { status: answer.statusCode ?? 0, headers: answer.headers, body }
  }

  return {
    ask,
    sign(key, method, path) {
      const facts = signAs.signet(
        { method, path, query: '', body: Buffer.alloc(0) },
        { ...key, timeMs: Date.now() },
      )
      const { Host: _, ...headers } = Object.fromEntries(facts.headers)
      return ask(method, path, { headers })
    },
    async listen(token, headers = {}) {
      const answer = await send('GET', eventsPath, {
        headers: { ...bearer(token), accept: 'text/event-stream', ...headers },
      })
      const isStream = answer.headers['content-type']?.startsWith('text/event-stream') ?? false
      const body = isStream ? '' : await saidAsDocumented('GET', eventsPath, answer)
      const events = isStream ? eventsOf(answer) : null
      return {
        status: answer.statusCode ?? 0,
        body,
        next: async () => (await events?.next())?.value ?? null,
        close: () => void answer.destroy(),
      }
    },
    close: () => agent.destroy(),
  }
}

/** The body of an answer, which is held against the gateway's own document. */
async function saidAsDocumented(method: string, path: string, answer: IncomingMessage): Promise<string> {
  const said = await text(answer)
  const operation = `${method.toLowerCase()} ${path.split('?')[0]}`
  if (isDocumented(operation)) {
    const headers = { 'content-type': answer.headers['content-type'] ?? '' }
    await documented(operation, new Response(said || null, { status: answer.statusCode, headers }))
  }
  return said
}

async function* eventsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Event> {
  let rest = ''
  for await (const chunk of stream) {
    rest += String(chunk)
    for (let at = rest.indexOf('\n\n'); at >= 0; at = rest.indexOf('\n\n')) {
      const event = eventIn(rest.slice(0, at))
      rest = rest.slice(at + 2)
      if (event.event && event.event !== 'ping') yield event
    }
  }
}

function eventIn(block: string): Event {
  const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line)?.slice(1) ?? [])
  const { id, event, data } = Object.fromEntries(fields) as Record<string, string | undefined>
  return { ...(id && { id }), ...(event && { event }), ...(data && { data: JSON.parse(data) }) }
}
