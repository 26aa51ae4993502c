import { keySchema } from '../key-route'
import { leakedSchema } from '../leaked-route'
import type { Part } from './operation'
import { json, jsonSchema, named, refused, refusedOrEnded } from './schemas'

/** What there is for a key's holder, and for whoever finds a secret. */
export const keysPart: Part = {
  paths: {
    '/v1/key': {
      get: {
        operationId: 'key',
        summary: 'What the key or session that this request is sent with may, and how the request arrived',
        tags: ['public'],
        security: [{ signature: [] }, { sessionToken: [], certificate: [] }],
        responses: {
          200: { description: 'The key.', content: json(named('Key')) },
          401: refusedOrEnded(
            'Who sent it is not known, or it came too late or again; of a session that has ended, why.',
          ),
          403: refused('The key may not be used so.'),
          429: refused('Too much was asked, or failed.'),
          503: refused('Keys can not be looked up now.'),
        },
      },
    },
    '/v1/leaked': {
      post: {
        operationId: 'leaked',
        summary: 'Turns off the key whose secret was found',
        description: 'The answer does not tell whether it was one of ours.',
        tags: ['public'],
        requestBody: { required: true, content: json(named('LeakedSecret')) },
        responses: {
          202: {
            description: 'Received.',
            content: json({
              type: 'object',
              required: ['received'],
              properties: { received: { const: true } },
              additionalProperties: false,
            }),
          },
          400: refused('This is no report.'),
          413: refused('Longer than any secret.'),
          415: refused('Not JSON as it is.'),
          429: refused('Too many reports from this address.'),
          503: refused('Keys can not be looked up now. Report it again.'),
        },
      },
    },
  },
  schemas: { Key: jsonSchema(keySchema, 'output'), LeakedSecret: jsonSchema(leakedSchema, 'input') },
}
