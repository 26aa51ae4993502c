import { z } from 'zod'
import { formatAddress } from '@/lib/net/format-address'
import { parseAddress } from '@/lib/net/parse-address'
import { policy } from '@/lib/policies/policy'
import type { Asked } from '../gate/judge'
import { longestBodyBytes } from '../proxy/body-room'

/** Room for the longest body in base64, and for the request's line and headers in JSON. */
export const longestQuestionBytes = 1_400_000 + 200_000

/** In base64: more than any that is issued here. */
const longestCertificate = 16_384

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
  certificate: z
    .string()
    .max(longestCertificate)
    .nullish()
    .describe(
      'DER in base64 of the certificate whose private key the client proved to have in the TLS handshake with the service; left out when it showed none.',
    ),
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
  const { method, path, query, headers, bodyBase64, ip, certificate = null, permission = null } = data
  const address = parseAddress(ip)
  if (!address) return { field: 'ip' }
  if (permission !== null && !policy().permissions.some(({ id }) => id === permission))
    return { field: 'permission' }
  const body = bodyBase64 === null ? null : bytesOf(bodyBase64)
  if (body === undefined) return { field: 'bodyBase64' }
  const shown = certificate === null ? null : bytesOf(certificate)
  if (shown === undefined || shown?.length === 0) return { field: 'certificate' }
  if (body && body.length > longestBodyBytes) return 'body_too_large'
  return {
    facts: { method, path, query, headers, body },
    address: formatAddress(address),
    certificate: shown,
    permission,
  }
}

/** Undefined for what is no base64, which Node reads over. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : undefined
}
