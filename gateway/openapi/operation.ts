/** A piece of JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type Schema = Record<string, unknown>

type Body = { description?: string; content: Record<string, { schema: Schema; examples?: Schema }> }
type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}
export type Response = { description: string; headers?: Record<string, { schema: Schema }> } & Partial<Body>

/** One thing that can be asked, as OpenAPI 3.1 describes it (section 4.8.10). */
export type Operation = {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: Body & { required?: boolean }
  responses: Record<number, Response>
}

export type Method = 'get' | 'post' | 'put' | 'delete' | 'patch'

/**
 * What a part of the gateway adds to the document: its paths, and the schemas that they name under
 * `#/components/schemas`. One file a part, in this folder; `document.ts` lists them.
 */
export type Part = {
  paths: Record<string, Partial<Record<Method, Operation>>>
  schemas?: Record<string, Schema>
}
