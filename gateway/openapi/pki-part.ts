import type { Operation, Part, Response } from './operation'
import { bytes, text } from './schemas'

const nothing: Response = { description: 'There is no such thing.', content: text() }
const away: Response = { description: 'It can not be looked up now.', content: text() }
const malformed: Response = { description: 'No address.', content: text() }
const serial = {
  name: 'serial',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[0-9a-f]{2,40}$' },
} as const
const list: Operation['responses'] = {
  200: { description: 'The list, RFC 5280 section 5.', content: bytes('application/pkix-crl') },
  304: { description: 'It is the one that `If-None-Match` names.' },
  503: away,
}
const ocsp: Operation['responses'] = {
  200: {
    description:
      'The answer, RFC 6960 section 4.2; what is no request is answered in the protocol’s own words.',
    content: bytes('application/ocsp-response'),
  },
}

/** What certificates point to: served over plain HTTP and over TLS. */
export const pkiPart: Part = {
  paths: {
    '/ca/chain.pem': {
      get: {
        operationId: 'chain',
        summary: 'Every CA of customers’ certificates, the issuing one first',
        tags: ['pki', 'public'],
        responses: { 200: { description: 'In PEM.', content: text('application/x-pem-file') }, 503: away },
      },
    },
    '/ca/{serial}.cer': {
      get: {
        operationId: 'authority',
        summary: 'The certificate of a CA',
        tags: ['pki', 'public'],
        parameters: [serial],
        responses: {
          200: { description: 'In DER, RFC 2585.', content: bytes('application/pkix-cert') },
          404: nothing,
          503: away,
        },
      },
    },
    '/ca/crl/root': {
      get: {
        operationId: 'rootList',
        summary: 'The revocation list of the newest root',
        tags: ['pki', 'public'],
        responses: { ...list, 404: nothing },
      },
    },
    '/ca/crl/root/{serial}': {
      get: {
        operationId: 'rootListBySerial',
        summary: 'The revocation list of a root',
        tags: ['pki', 'public'],
        parameters: [serial],
        responses: { ...list, 404: nothing },
      },
    },
    '/ca/crl/{number}': {
      get: {
        operationId: 'revocationList',
        summary: 'A revocation list of an issuing CA',
        tags: ['pki', 'public'],
        parameters: [{ name: 'number', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } }],
        responses: { ...list, 404: nothing },
      },
    },
    '/ca/ocsp': {
      get: {
        operationId: 'ocspEmpty',
        summary: 'OCSP without a request',
        tags: ['pki', 'public'],
        responses: ocsp,
      },
      post: {
        operationId: 'ocsp',
        summary: 'The status of a certificate, OCSP',
        tags: ['pki', 'public'],
        requestBody: { required: true, content: bytes('application/ocsp-request') },
        responses: {
          ...ocsp,
          413: { description: 'More than any request needs.', content: text() },
          415: { description: 'Of another type.', content: text() },
        },
      },
    },
    '/ca/ocsp/{request}': {
      get: {
        operationId: 'ocspInPath',
        summary: 'The status of a certificate, OCSP with the request in base64 in the path',
        tags: ['pki', 'public'],
        parameters: [{ name: 'request', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { ...ocsp, 400: malformed },
      },
    },
  },
}
