import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sendAnswerError } from '../answer-error'
import { makeApp } from '../make-app'
import { longestBodyBytes } from './body-room'
import { bodyOf } from './read-body'

const app = makeApp('tls')
const held: (() => void)[] = []

beforeAll(async () => {
  app.register(async (scope) => {
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.setErrorHandler(sendAnswerError)
    scope.post<{ Params: { address: string } }>('/:address', async ({ raw, params }) => {
      const body = bodyOf(raw, params.address)
      held.push(body.release)
      return { bytes: (await body.read()).length }
    })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => {
  for (const release of held.splice(0)) release()
})
afterAll(() => app.close())

const send = (address: string) =>
  fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.alloc(longestBodyBytes),
  })

test('one network of IPv6 is one address, however many it holds', async () => {
  for (let sent = 1; sent <= 8; sent += 1) expect((await send(`2001:db8::${sent}`)).status).toBe(200)
  expect((await send('2001:db8::ffff:9')).status).toBe(503)
  expect((await send('2001:db8:0:1::1')).status).toBe(200)
})

test('too many bodies of one address at once are told to come back, until there is room', async () => {
  for (let sent = 0; sent < 8; sent += 1) expect((await send('one')).status).toBe(200)
  const refused = await send('one')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ code: 'overloaded' })
  expect((await send('other')).status).toBe(200)
  held.shift()?.()
  expect((await send('one')).status).toBe(200)
  expect((await send('one')).status).toBe(503)
})
