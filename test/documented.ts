import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { openapiDocument } from '@/gateway/openapi/document'
import type { Method } from '@/gateway/openapi/operation'

const { paths, components } = openapiDocument()
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema({ $id: 'document', components })
const compiled = new Map<string, ValidateFunction>()

/** Every operation with each of its statuses: `get /v1/key 200`. */
export const documentedAnswers: string[] = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { responses }]) =>
    Object.keys(responses).map((status) => `${method} ${path} ${status}`),
  ),
)

/** Whether the document names it, as `get /v1/key`. */
export function isDocumented(operation: string): boolean {
  const [method = '', path = ''] = operation.split(' ')
  return paths[path]?.[method as Method] !== undefined
}

/**
 * Holds an answer against the gateway's own document.
 * @param operation as `get /v1/key`
 * @returns what it was: `get /v1/key 200`
 * @throws Error when status, type or body are not as documented
 */
export async function documented(operation: string, answer: Response): Promise<string> {
  const [method = '', path = ''] = operation.split(' ')
  const seen = `${operation} ${answer.status}`
  const response = paths[path]?.[method as Method]?.responses[answer.status]
  if (!response) throw new Error(`${seen} is not documented`)
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const body = await answer.text()
  if (!response.content) {
    if (body !== '') throw new Error(`${seen} has a body`)
    return seen
  }
  const schema = response.content[type]?.schema
  if (!schema) throw new Error(`${seen} is of the type ${type}`)
  if (type !== 'application/json') return seen
  const pointers = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
  const validate = compiled.get(seen) ?? ajv.compile(JSON.parse(pointers))
  compiled.set(seen, validate)
  if (!validate(JSON.parse(body))) throw new Error(`${seen}: ${ajv.errorsText(validate.errors)}: ${body}`)
  return seen
}
