import type { RequestFacts } from '@/lib/signing/request'

export type Headers = Record<string, string>

/** The internal listener of a gateway, and the token that a proxy has for it. */
type Asked = { internal: string; token: string }

/** Asks about a request as a proxy would that got it from 203.0.113.7. @param more headers besides, or instead */
export const proxyAsks = { envoy, nginx }

/** The request itself behind the prefix, with its body and what Envoy says of that. */
function envoy({ internal, token }: Asked, facts: RequestFacts, more: Headers = {}): Promise<Response> {
  const { method, headers, body } = facts
  const sent = body && body.length > 0
  return fetch(`${internal}/v1/ext-authz${targetOf(facts)}`, {
    method,
    headers: {
      ...Object.fromEntries(headers),
      'signet-service-token': token,
      'x-forwarded-for': '203.0.113.7',
      ...(sent && { 'x-envoy-auth-partial-body': 'false' }),
      ...more,
    },
    ...(sent && { body: Buffer.from(body) }),
  })
}

/** By GET, the request in headers, its own headers beside. */
function nginx({ internal, token }: Asked, facts: RequestFacts, more: Headers = {}): Promise<Response> {
  return fetch(`${internal}/v1/forward-auth`, {
    headers: {
      ...Object.fromEntries(facts.headers),
      'signet-service-token': token,
      'x-original-method': facts.method,
      'x-original-uri': targetOf(facts),
      'x-real-ip': '203.0.113.7',
      ...more,
    },
  })
}

const targetOf = ({ path, query }: RequestFacts) => (query ? `${path}?${query}` : path)
