import type { Part, Schema } from './operation'
import { json } from './schemas'

const certificate: Schema = {
  type: 'object',
  required: ['serialNumber', 'state', 'notAfter'],
  properties: {
    serialNumber: { type: 'string' },
    state: { const: 'valid' },
    notAfter: { type: 'string' },
  },
}
const refusal: Schema = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' } },
}

/** Which certificate a client shows. */
export const certificatePart: Part = {
  paths: {
    '/v1/certificate': {
      get: {
        operationId: 'certificate',
        summary: 'Which certificate the client shows by mutual TLS, and whether it counts',
        tags: ['public'],
        responses: {
          200: { description: 'It counts.', content: json(certificate) },
          401: { description: 'None was shown, or it does not count.', content: json(refusal) },
        },
      },
    },
  },
}
