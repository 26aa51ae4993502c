import type { FastifyInstance } from 'fastify'

/** Lets this scope's routes read JSON, as it is: a body that was compressed is not what its length says. */
export function readJson(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, ({ headers }, body, done) => {
    if (headers['content-encoding']) return done(refusal(415))
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(refusal(400))
    }
  })
}

function refusal(statusCode: number): Error {
  return Object.assign(new Error('the body is not JSON as it is'), { statusCode })
}
