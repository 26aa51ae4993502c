import { z } from 'zod'
import { forcedLogoutCode } from '../gate/refusal-of'
import type { Response, Schema } from './operation'

/** A schema of ours as JSON Schema. @param io whether it says what is taken or what is given */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Schema
  return rest
}

/** Names a schema under `#/components/schemas`. */
export const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

export const json = (schema: Schema) => ({ 'application/json': { schema } })
export const text = (type = 'text/plain') => ({ [type]: { schema: { type: 'string' } } })
/** Bytes, which JSON Schema does not describe. */
export const bytes = (type: string) => ({ [type]: { schema: {} } })

/** What every refusal of the gateway looks like. */
export const errorSchema: Schema = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', description: 'A stable word for programs.' },
    message: { type: 'string', description: 'A sentence for people.' },
    requestId: { type: 'string' },
  },
}

/** A refusal in that form. */
export const refused = (description: string): Response => ({ description, content: json(named('Error')) })

/** What an ended session's token is answered with, for as long as its end is told. */
export const forcedLogoutSchema: Schema = {
  type: 'object',
  required: ['code', 'reason', 'message', 'requestId'],
  properties: {
    code: { const: forcedLogoutCode },
    reason: { type: 'string', description: 'Why the session ended: key_deactivated, customer_suspended …' },
    message: { type: 'string' },
    requestId: { type: 'string' },
  },
}

/** A refusal of credentials, among which a session's token may be. */
export const refusedOrEnded = (description: string): Response => ({
  description,
  content: json({ anyOf: [named('ForcedLogout'), named('Error')] }),
})
