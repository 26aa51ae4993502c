import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { makeCloser } from './make-closer'

test('who sent ahead and went is not waited for, nor who never asks anything', async () => {
  const app = fastify()
  let asked = 0
  app.get('/', (_request, reply) => {
    asked += 1
    reply.hijack()
  })
  const close = makeCloser(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const gone = connect(port, '127.0.0.1')
  gone.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2))
  await expect.poll(() => asked).toBe(2)
  gone.destroy()
  const silent = connect(port, '127.0.0.1')
  const ended = once(silent, 'close')
  await once(silent, 'connect')
  await close()
  await ended
})
