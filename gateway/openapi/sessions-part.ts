import { passwordLoginSchema } from '@/lib/sessions/schema'
import type { Part, Schema } from './operation'
import { json, jsonSchema, named, refused, refusedOrEnded, text } from './schemas'

const opened: Schema = {
  type: 'object',
  required: ['id', 'expiresAt', 'idleSeconds', 'permissions'],
  properties: {
    id: { type: 'string' },
    key: { type: ['string', 'null'], description: 'The access key that it was opened with.' },
    createdAt: { type: 'string' },
    expiresAt: { type: 'string', description: 'Its end, whatever is done with it.' },
    idleSeconds: { type: 'integer', description: 'Unused for so long, it ends too.' },
    permissions: { type: 'array', items: { type: 'string' } },
  },
}
const unknown = refusedOrEnded('The token is not accepted; of a session that has ended, why.')
const withToken = {
  tags: ['public'],
  security: [{ sessionToken: [], certificate: [] }],
}
const standing = {
  401: unknown,
  403: refused('The key of the session may not be used so.'),
  404: refused('Signed with a key instead of a session’s token.'),
  429: refused('Too much was asked, or failed.'),
  503: refused('Sessions can not be looked up now.'),
}

/** API logins, for the same program over the same certificate. */
export const sessionsPart: Part = {
  paths: {
    '/v1/sessions': {
      post: {
        operationId: 'logIn',
        summary: 'Opens a session, over mutual TLS',
        description: 'Signed with a key, with any body; or without a key with `id` and `password` as JSON.',
        tags: ['public'],
        security: [{ signature: [], certificate: [] }, { certificate: [] }],
        requestBody: {
          content: json(jsonSchema(passwordLoginSchema, 'input')),
        },
        responses: {
          201: {
            description: 'It is open. The token is shown this once.',
            content: json({
              type: 'object',
              required: ['token', 'session'],
              properties: { token: { type: 'string' }, session: named('Session') },
            }),
          },
          400: refused('Neither signed nor ID and password.'),
          401: refusedOrEnded('Nobody is known by it, or the certificate does not count.'),
          403: refused('Known, but not let in.'),
          409: refused('What it was opened with has changed meanwhile.'),
          413: refused('The body is too large.'),
          422: refused('The ID is none that there could be.'),
          429: refused('Too many tries.'),
          503: refused('It can not be looked up now.'),
        },
      },
    },
    '/v1/sessions/current': {
      get: {
        operationId: 'session',
        summary: 'Which session this is, and what it may',
        ...withToken,
        responses: {
          200: {
            description: 'It lives.',
            content: json({
              type: 'object',
              required: ['session', 'customer', 'address'],
              properties: {
                session: named('Session'),
                customer: { type: 'string' },
                address: { type: 'string' },
              },
            }),
          },
          ...standing,
        },
      },
      delete: {
        operationId: 'logOut',
        summary: 'Ends this session',
        ...withToken,
        responses: { 204: { description: 'It has ended, at every gateway.' }, ...standing },
      },
    },
    '/v1/sessions/current/events': {
      get: {
        operationId: 'events',
        summary: 'Events of this session, as they happen',
        description:
          'Server-sent events `ready`, `ping`, and `forced_logout` with code 304 and a reason, after which the stream closes and a reconnect is answered with 204.',
        ...withToken,
        responses: {
          200: { description: 'The stream.', content: text('text/event-stream') },
          204: { description: 'That the session ended was told already: do not connect again.' },
          ...standing,
        },
      },
    },
  },
  schemas: { Session: opened },
}
