import { unusedPort } from '@/campaigns/support/launch-portal'

/** Settings that put each of the gateway's listeners, and the demo's trading API, on a port that nothing listens on. */
export async function gatewayPorts(): Promise<Record<string, string>> {
  const names = ['GATEWAY_PORT', 'GATEWAY_INTERNAL_PORT', 'PKI_PORT', 'DEMO_UPSTREAM_PORT']
  const ports = await Promise.all(names.map(() => unusedPort()))
  return Object.fromEntries(names.map((name, at) => [name, String(ports[at])]))
}
