import type { FastifyInstance, HTTPMethods } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Only says which other methods there are. */
    isRefusal?: boolean
  }
}

const all: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Tells whoever asks a path in another way which ways there are (RFC 9110 section 15.5.6). */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  allowed: HTTPMethods[] = ['GET', 'HEAD'],
): void {
  app.route({
    method: all.filter((method) => !allowed.includes(method)),
    url,
    config: { isRefusal: true },
    // Before a body is looked at.
    onRequest: async (_request, reply) =>
      reply
        .code(405)
        .header('allow', allowed.join(', '))
        .type('text/plain')
        .send('This method is not served here.\n'),
    handler: () => {},
  })
}
