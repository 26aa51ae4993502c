import type { FastifyInstance } from 'fastify'
import { onChange, onLapse } from '../memory/process-lease'
import type { Streams } from './streams'

/** Has streams looked after as soon as something about their customers changes, until their listener is closed. */
export function hearChanges(streams: Streams, app: FastifyInstance): void {
  const unsubscribe = [
    onChange(({ customerId }) => {
      if (customerId) void streams.recheck(customerId)
    }),
    onLapse(() => void streams.recheck(null)),
  ]
  app.addHook('onClose', async () => {
    for (const end of unsubscribe) end()
  })
}
