import type { Env } from '@/lib/env'

/** Where the demo's own trading API listens. */
export function demoUpstreamUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Whether the demo brings a trading API: it does unless another one is named. */
export function hasDemoUpstream({ SIGNET_MODE, UPSTREAM_URL, DEMO_UPSTREAM_PORT }: Env): boolean {
  if (SIGNET_MODE !== 'demo') return false
  return UPSTREAM_URL === undefined || UPSTREAM_URL === demoUpstreamUrl(DEMO_UPSTREAM_PORT)
}
