/** What OCSP over HTTP is compared with: Fastify alone, which sends back what it was sent. */
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'

const app = fastify()
app.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
)
app.post('/', async ({ body }, reply) => reply.type('application/ocsp-response').send(body))
await app.listen({ port: 0, host: '127.0.0.1' })
process.on('disconnect', () => process.exit())
process.send?.((app.server.address() as AddressInfo).port)
