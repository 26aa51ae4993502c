import { z } from 'zod'
import { type Network, parseNetwork } from './net/parse-network'

/** Which proxy asks the gateway about requests: each has a place of its own for method, address and client. */
const forwardAuthKinds = ['nginx', 'caddy', 'traefik', 'envoy', 'envoy-with-body'] as const
export type ForwardAuthKind = (typeof forwardAuthKinds)[number]

const networks = z.string().transform((text, ctx): Network[] => {
  const found: Network[] = []
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const network = parseNetwork(part)
    if ('prefix' in network) {
      found.push(network)
      continue
    }
    const mended = network.mended ? `, did you mean ${network.mended}?` : ''
    ctx.addIssue({ code: 'custom', message: `names ${part}, which is no address and no network${mended}` })
    return z.NEVER
  }
  return found
})

const seconds = z.coerce
  .number({ error: 'must be a whole number of seconds from 1 to 3600' })
  .refine((value) => Number.isInteger(value) && value >= 1 && value <= 3600, {
    error: 'must be a whole number of seconds from 1 to 3600',
  })

/** The settings of how requests of the trading API come to the gateway, and where it passes them on to. */
export const proxySettings = {
  /** The trading API itself. What the gateway allows is passed on there; without it nothing is. */
  UPSTREAM_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s):// URL' })
    .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), {
      error: 'must be a scheme, a host and a port: the path that was signed is the one that is passed on',
    })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** For how long the upstream may be silent. */
  UPSTREAM_TIMEOUT_SECONDS: seconds.default(60),
  /** Which permission each request of the trading API needs. */
  GATEWAY_ROUTES: z.string().default('gateway.routes.yaml'),
  FORWARD_AUTH: z.enum(forwardAuthKinds, { error: `must be ${forwardAuthKinds.join(', ')}` }).optional(),
  /** Who is believed when it says for whom it asks: the client's address, and its certificate. */
  TRUSTED_PROXIES: networks.default([]),
  CLIENT_CERT_HEADER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of a header, such as X-Client-Cert')
    .transform((name) => name.toLowerCase())
    .optional(),
  /** Where the internal listener is bound: services and proxies ask it, and the operator. */
  GATEWAY_INTERNAL_HOST: z.string().default('127.0.0.1'),
}

/** The rules between these settings, as sentences that begin with a setting's name. */
export function proxyProblems(values: Partial<Record<string, string>>): string[] {
  const problems: string[] = []
  if (values.CLIENT_CERT_HEADER && !values.TRUSTED_PROXIES)
    problems.push('TRUSTED_PROXIES is missing: CLIENT_CERT_HEADER is believed of them alone')
  const routed = values.UPSTREAM_URL ? 'UPSTREAM_URL' : values.FORWARD_AUTH && 'FORWARD_AUTH'
  if (values.SIGNET_MODE === 'production' && routed && !values.GATEWAY_ROUTES)
    problems.push(`GATEWAY_ROUTES is missing: with ${routed} it says which permission each request needs`)
  return problems
}
