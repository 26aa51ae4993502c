import { identityNames } from '../identity-headers'
import type { Method, Operation, Part } from './operation'
import { refused, refusedOrEnded, text } from './schemas'

const methods: Method[] = ['get', 'post', 'put', 'patch', 'delete']
const identity = Object.fromEntries(identityNames.map((name) => [name, { schema: { type: 'string' } }]))

type What = Pick<Operation, 'summary' | 'description' | 'parameters'>

function operations(name: string, what: What, ofBody: Operation['responses'] = {}) {
  const described = methods.map((method): [Method, Operation] => [
    method,
    {
      operationId: `${name}-${method}`,
      ...what,
      tags: ['internal'],
      security: [{ proxyToken: [] }],
      responses: {
        200: { description: 'Pass it on, with these headers.', headers: identity },
        401: refusedOrEnded(
          'Its credentials do not count; of a session that has ended, why; or the proxy’s own token does not.',
        ),
        403: refused('They do, but may not; or the proxy does not say what it asks about.'),
        404: refused('FORWARD_AUTH does not name this kind of proxy.'),
        429: refused('Too many requests.'),
        503: refused('It can not be decided now: do not pass it on.'),
        ...ofBody,
      },
    },
  ])
  return Object.fromEntries(described)
}

/** What proxies ask about each request, by whatever method they do. */
export const forwardAuthPart: Part = {
  paths: {
    '/v1/forward-auth': operations('forward-auth', {
      summary: 'Whether nginx, Caddy or Traefik may pass a request on',
      description:
        'The request stands in headers that the proxy writes, one place for each fact, by FORWARD_AUTH.',
    }),
    '/v1/ext-authz/{path}': operations(
      'ext-authz',
      {
        summary: 'Whether Envoy may pass a request on',
        description: 'The request itself, behind this prefix, with its body when Envoy sends it.',
        parameters: [{ name: 'path', in: 'path', required: true, schema: { type: 'string' } }],
      },
      {
        400: { description: 'The path can not be decoded.', content: text() },
        413: refused('The body is more than 1,048,576 bytes.'),
        415: refused('The body is compressed.'),
      },
    ),
  },
}
