import type { FastifyInstance } from 'fastify'
import { refuseOtherMethods } from '../refuse-other-methods'
import { openapiDocument } from './document'

const path = '/v1/openapi.json'

/** What the gateway serves, for whoever writes a client. */
export function openapiRoute(app: FastifyInstance): void {
  let text: string | undefined
  app.get(path, async (_request, reply) => {
    text ??= JSON.stringify(openapiDocument())
    return reply.header('cache-control', 'public, max-age=300').type('application/json').send(text)
  })
  refuseOtherMethods(app, path)
}
