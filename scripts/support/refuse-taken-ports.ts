import type { Env } from '@/lib/env'
import { StartError } from '@/lib/start-error'
import { hasDemoUpstream } from './demo-upstream-url'
import { portObstacle } from './port-obstacle'

/** @throws StartError naming the first port that can't be listened on, and how to choose another */
export async function refuseTakenPorts(settings: Env): Promise<void> {
  const host = settings.HOST || (settings.SIGNET_MODE === 'production' ? '0.0.0.0' : '127.0.0.1')
  const loopback = '127.0.0.1'
  for (const [name, address] of [
    ['PORT', host],
    ['GATEWAY_PORT', host],
    ['GATEWAY_INTERNAL_PORT', settings.GATEWAY_INTERNAL_HOST],
    ['PKI_PORT', host],
    ...(hasDemoUpstream(settings) ? ([['DEMO_UPSTREAM_PORT', loopback]] as const) : []),
  ] as const) {
    const port = settings[name]
    const obstacle = await portObstacle(port, address)
    if (obstacle)
      throw new StartError(
        `Port ${port} can't be listened on (${obstacle}): end what uses it, or choose another with ${name}=${port + 1}.`,
      )
  }
}
