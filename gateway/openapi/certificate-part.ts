import type { Part, Schema } from './operation'
import { json, refused } from './schemas'

const certificate: Schema = {
  type: 'object',
  required: ['serialNumber', 'state', 'notAfter'],
  properties: {
    serialNumber: { type: 'string' },
    state: { const: 'valid' },
    notAfter: { type: 'string' },
  },
}

/** Which certificate a client shows. */
export const certificatePart: Part = {
  paths: {
    '/v1/certificate': {
      get: {
        operationId: 'certificate',
        summary: 'Which certificate the client shows by mutual TLS, and whether it counts',
        tags: ['public'],
        security: [{ certificate: [] }],
        responses: {
          200: { description: 'It counts.', content: json(certificate) },
          401: refused('None was shown, or it does not count.'),
          503: refused('It can not be looked up now.'),
        },
      },
    },
  },
}
