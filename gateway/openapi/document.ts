import { env } from '@/lib/env'
import { certificatePart } from './certificate-part'
import { forwardAuthPart } from './forward-auth-part'
import { keysPart } from './keys-part'
import type { Part, Schema } from './operation'
import { operatorPart } from './operator-part'
import { pkiPart } from './pki-part'
import { errorSchema, forcedLogoutSchema } from './schemas'
import { sessionsPart } from './sessions-part'
import { verifyPart } from './verify-part'

/** Every part of the gateway, in the order of the document. */
const parts: readonly Part[] = [
  verifyPart,
  forwardAuthPart,
  keysPart,
  sessionsPart,
  certificatePart,
  pkiPart,
  operatorPart,
]

export type Document = {
  paths: Part['paths']
  components: { schemas: Record<string, Schema>; securitySchemes: Schema }
  [field: string]: unknown
}

const description = `What machines talk to. \`public\` is served over TLS to clients, \`pki\` over plain HTTP too, \`internal\` to services and whoever runs it.

**The trading API.** Where UPSTREAM_URL is set, every other path of \`public\` is verified, body and all, and passed on to the trading API, WebSockets too (docs/gateway-proxies.md). Its answers are those of the trading API, with \`Signet-Request-Id\`; or the gateway's own, as \`Error\`:

- 400: an upgrade to something else than a WebSocket.
- 401: who sent it is not known, or it came too late or again; of a session that has ended \`ForcedLogout\`.
- 403: known, but not allowed to ask this.
- 413: the body is more than 1,048,576 bytes.
- 415: the body is compressed.
- 429: too many requests.
- 502: the trading API does not answer.
- 503: it can not be decided now, or too many bodies came at once.
- 504: the trading API did not answer in time.`

/** What the gateway serves, as OpenAPI 3.1. */
export function openapiDocument(): Document {
  const { GATEWAY_ORIGIN, GATEWAY_INTERNAL_PORT, PKI_URL } = env()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Signet gateway',
      version: '1',
      description,
    },
    servers: [
      { url: GATEWAY_ORIGIN, description: 'public' },
      { url: `http://127.0.0.1:${GATEWAY_INTERNAL_PORT}`, description: 'internal' },
      { url: PKI_URL, description: 'pki' },
    ],
    tags: [{ name: 'public' }, { name: 'internal' }, { name: 'pki' }],
    paths: Object.assign({}, ...parts.map(({ paths }) => paths)),
    components: {
      schemas: Object.assign(
        { Error: errorSchema, ForcedLogout: forcedLogoutSchema },
        ...parts.map(({ schemas = {} }) => schemas),
      ),
      securitySchemes: {
        serviceToken: { type: 'http', scheme: 'bearer', description: 'Made by `npm run gateway:token`.' },
        proxyToken: {
          type: 'apiKey',
          in: 'header',
          name: 'Signet-Service-Token',
          description: 'The same, where Authorization is the client’s.',
        },
        sessionToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Of an API login, over its certificate.',
        },
        metricsToken: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN.' },
        certificate: {
          type: 'mutualTLS',
          description: 'A web certificate of the portal, in the handshake (RFC 8705).',
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signet-Signature',
          description: 'Signed in one of the dialects of docs/signing.md.',
        },
      },
    },
  }
}
