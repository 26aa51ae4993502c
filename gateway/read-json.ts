import type { FastifyInstance } from 'fastify'
import { AnswerError } from './answer-error'

/** Lets this scope's routes read JSON, as it is: a body that was compressed is not what its length says. */
export function readJson(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, ({ headers }, body, done) => {
    if (headers['content-encoding']) return done(new AnswerError('type_not_read'))
    const value = parseJson(String(body))
    if (value === undefined) done(new AnswerError('invalid_request'))
    else done(null, value)
  })
}

/** What a text says in JSON; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
