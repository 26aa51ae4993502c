import type { Part, Schema } from './operation'
import { json, text } from './schemas'

const checks: Schema = {
  type: 'object',
  required: ['ready', 'database', 'revocationLists', 'responders'],
  properties: {
    ready: { type: 'boolean', description: 'Whether all of them are, Redis aside.' },
    database: { type: 'boolean' },
    revocationLists: { type: 'boolean' },
    responders: { type: 'boolean' },
    redis: {
      type: 'boolean',
      description:
        'Only where one is set. While it is away, most is still answered: the process stays ready.',
    },
  },
  additionalProperties: { type: 'boolean' },
}
const document = {
  operationId: 'document',
  summary: 'This document',
  tags: ['public', 'internal'],
  responses: { 200: { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
}

/** For who runs the gateway. */
export const operatorPart: Part = {
  paths: {
    '/healthz': {
      get: {
        operationId: 'health',
        summary: 'Whether the process lives',
        tags: ['internal'],
        responses: {
          200: {
            description: 'It does.',
            content: json({ type: 'object', properties: { alive: { const: true } }, required: ['alive'] }),
          },
        },
      },
    },
    '/readyz': {
      get: {
        operationId: 'readiness',
        summary: 'Whether the process can do its work',
        tags: ['internal'],
        responses: {
          200: { description: 'It can.', content: json(checks) },
          503: { description: 'Not all of it: what says so.', content: json(checks) },
        },
      },
    },
    '/metrics': {
      get: {
        operationId: 'metrics',
        summary: 'What is measured, for Prometheus',
        tags: ['internal'],
        security: [{ metricsToken: [] }],
        responses: {
          200: { description: 'The text format, version 0.0.4.', content: text() },
          401: { description: 'The token is missing or another.', content: text() },
          404: { description: 'In production without METRICS_TOKEN.', content: text() },
        },
      },
    },
    '/v1/openapi.json': { get: document },
  },
}
