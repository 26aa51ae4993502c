import { z } from 'zod'
import { formatAddress } from '@/lib/net/format-address'
import { parseAddress } from '@/lib/net/parse-address'
import { policy } from '@/lib/policies/policy'
import type { Asked } from '../gate/judge'

/** As much of a request's body as is looked at, in bytes. */
const longestBodyBytes = 1_048_576
/** Room for that in base64, and for the request's line and headers in JSON. */
export const longestQuestionBytes = 1_400_000 + 200_000

/** What a service asks: a request as it came to it. */
export const questionSchema = z.strictObject({
  method: z.string().describe('As it came: upper case.'),
  path: z.string().describe('The target up to its first `?`, neither decoded nor normalised.'),
  query: z.string().default('').describe('The target after its first `?`.'),
  // Written out: one schema for each pair would take as long as deciding.
  headers: z.custom<[name: string, value: string][]>(arePairs).meta({
    type: 'array',
    maxItems: 500,
    items: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }], minItems: 2, maxItems: 2 },
    description: 'Each header that came, those that came twice twice.',
  }),
  bodyBase64: z
    .string()
    .nullable()
    .describe(
      'Its bytes as they came, at most 1,048,576; empty for none, null when the service did not see it.',
    ),
  ip: z.string().describe('The address of whoever sent the request.'),
  permission: z.string().nullish().describe('What the request needs; left out for none in particular.'),
})

function arePairs(given: unknown): boolean {
  if (!Array.isArray(given) || given.length > 500) return false
  for (const pair of given)
    if (
      !Array.isArray(pair) ||
      pair.length !== 2 ||
      typeof pair[0] !== 'string' ||
      typeof pair[1] !== 'string'
    )
      return false
  return true
}

/** What is wrong with a question: the field, or that it is too large. */
export type QuestionProblem = { field: string } | 'body_too_large'

/** What is to be decided. Neither a request that nobody could have sent nor a permission that nobody can have is asked about. */
export function readQuestion(given: unknown): Omit<Asked, 'requestId'> | QuestionProblem {
  const { data, error } = questionSchema.safeParse(given)
  if (!data) return { field: String(error.issues[0]?.path[0] ?? '') }
  const { method, path, query, headers, bodyBase64, ip, permission = null } = data
  const address = parseAddress(ip)
  if (!address) return { field: 'ip' }
  if (permission !== null && !policy().permissions.some(({ id }) => id === permission))
    return { field: 'permission' }
  const body = bodyBase64 === null ? null : Buffer.from(bodyBase64, 'base64')
  // Node reads over what is no base64.
  if (body && body.toString('base64') !== bodyBase64) return { field: 'bodyBase64' }
  if (body && body.length > longestBodyBytes) return 'body_too_large'
  return {
    facts: { method, path, query, headers, body },
    address: formatAddress(address),
    certificate: null,
    permission,
  }
}
