import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { type Listener, makeApp } from '../make-app'
import { routes } from '../routes'
import { openapiDocument } from './document'

const methods = ['get', 'post', 'put', 'delete', 'patch']

/** What an app serves, as OpenAPI writes paths: without what only refuses or answers HEAD. */
async function served(listener: Listener): Promise<string[]> {
  const found: string[] = []
  const app = makeApp(listener)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.isRefusal) return
    const path = url
      .replace(/:(\w+)\([^)]*\)/g, '{$1}')
      .replace(/^\/ca\/ocsp\/\*$/, '/ca/ocsp/{request}')
      .replace(/\/ext-authz\/\*$/, '/ext-authz/{path}')
    for (const one of [method].flat())
      if (methods.includes(one.toLowerCase())) found.push(`${one.toLowerCase()} ${path}`)
  })
  routes[listener](app)
  await app.ready()
  await app.close()
  return found
}

test('the document is OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(openapiDocument())
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test.each([
  ['tls', 'public'],
  ['internal', 'internal'],
  ['pki', 'pki'],
] as const)(
  'what is served on the listener %s and what is documented for it are the same',
  async (listener, tag) => {
    const documented = Object.entries(openapiDocument().paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { tags }]) =>
        tags.includes(tag) ? [`${method} ${path}`] : [],
      ),
    )
    expect((await served(listener)).sort()).toEqual(documented.sort())
  },
)
