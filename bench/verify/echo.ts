/** What verifying is compared with: the same framework, which reads JSON and sends it back. */
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'

const app = fastify()
app.post('/', async ({ body }) => body)
await app.listen({ port: 0, host: '127.0.0.1' })
process.on('disconnect', () => process.exit())
process.send?.((app.server.address() as AddressInfo).port)
