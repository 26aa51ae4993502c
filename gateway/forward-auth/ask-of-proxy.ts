import type { IncomingMessage } from 'node:http'
import { readForwarded } from '@/lib/net/trusted-client-address'
import type { ForwardAuthKind } from '@/lib/proxy-settings'

/** The request that a proxy asks about. */
export type ProxyAsks = {
  method: string
  /** Path and query as the client sent them. */
  target: string
  /** The client's; '' when it can't be told. */
  address: string
  /** Whether its body is in the question, is known to be empty, or was not seen. */
  body: 'sent' | 'none' | 'unseen'
}

type Headers = Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'>

/** Envoy puts the request's own target behind this. */
export const extAuthzPrefix = '/v1/ext-authz'

/**
 * Which request a proxy asks about. Each kind has one place for each fact, which it writes itself; whatever else
 * stands there is the client's and not looked at.
 * @returns null when the proxy does not say
 */
export function askOfProxy(kind: ForwardAuthKind, raw: Headers): ProxyAsks | null {
  return kind === 'envoy' || kind === 'envoy-with-body' ? ofEnvoy(kind, raw) : ofForwardAuth(kind, raw)
}

const places = {
  nginx: { method: 'x-original-method', target: 'x-original-uri', address: 'x-real-ip' },
  caddy: { method: 'x-forwarded-method', target: 'x-forwarded-uri', address: 'x-forwarded-for' },
  traefik: { method: 'x-forwarded-method', target: 'x-forwarded-uri', address: 'x-forwarded-for' },
} as const

function ofForwardAuth(kind: keyof typeof places, { headersDistinct }: Headers): ProxyAsks | null {
  const place = places[kind]
  const method = only(headersDistinct[place.method])
  const target = only(headersDistinct[place.target])
  if (method === null || target === null) return null
  // These ask without the body. Of GET and HEAD they must pass none on (docs/gateway-proxies.md).
  const body = method === 'GET' || method === 'HEAD' ? 'none' : 'unseen'
  return { method, target, address: lastAddress(headersDistinct[place.address]), body }
}

function ofEnvoy(kind: 'envoy' | 'envoy-with-body', { method = '', url = '', headersDistinct }: Headers) {
  if (!url.startsWith(`${extAuthzPrefix}/`)) return null
  // Envoy says of each body that it sends whether it is whole, and of none nothing. Where it sends none, a client could.
  const partial = headersDistinct['x-envoy-auth-partial-body']
  const sends = kind === 'envoy-with-body'
  const whole = sends && only(partial) === 'false'
  const none = sends ? partial === undefined : method === 'GET' || method === 'HEAD'
  return {
    method,
    target: url.slice(extAuthzPrefix.length),
    address: lastAddress(headersDistinct['x-forwarded-for']),
    body: whole ? 'sent' : none ? 'none' : 'unseen',
  } as const
}

function only(values: string[] | undefined): string | null {
  return values?.length === 1 ? values[0] || null : null
}

/** What the proxy itself wrote stands last. */
function lastAddress(values: string[] | undefined): string {
  return readForwarded(values?.join(',').split(',').at(-1) ?? '')
}
