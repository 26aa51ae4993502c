import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { revocationHealth } from '@/lib/certificates/revocation-health'
import { clock } from '@/lib/clock'
import type { Decision } from '@/lib/verify/decide'
import { requestsRemembered } from './gate/counting'
import { mayRemember } from './memory/process-lease'
import { redisIsReady } from './redis'

export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requestSeconds = new Histogram({
  name: 'signet_gateway_request_seconds',
  help: 'How long requests took, by listener, route and status.',
  labelNames: ['listener', 'route', 'status'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  registers: [registry],
})

export const openStreams = new Gauge({
  name: 'signet_session_streams',
  help: 'Event streams of API sessions that are open.',
  registers: [registry],
})

const secondsBy = new Map<string, Histogram.Internal<'listener' | 'route' | 'status'>>()

/** Notes how long a request took. */
export function noteRequest(listener: string, route: string, status: number, seconds: number): void {
  const name = `${listener} ${status} ${route}`
  const observed = secondsBy.get(name) ?? requestSeconds.labels(listener, route, String(status))
  secondsBy.set(name, observed)
  observed.observe(seconds)
}

export const ocspAnswers = new Counter({
  name: 'signet_ocsp_answers_total',
  help: 'OCSP answers, by what they said of the first certificate or why they said nothing.',
  labelNames: ['outcome'] as const,
  registers: [registry],
})

const decisions = new Counter({
  name: 'signet_gateway_decisions_total',
  help: 'Decisions about requests, by their code.',
  labelNames: ['decision', 'code'] as const,
  registers: [registry],
})

/** By code: finding one by its labels takes longer than counting. */
const decisionsBy = new Map<string, Counter.Internal>()

const decisionSeconds = new Histogram({
  name: 'signet_gateway_decision_seconds',
  help: 'How long decisions took, look-ups included.',
  buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1],
  registers: [registry],
})

const leaseHeld = new Gauge({
  name: 'signet_gateway_lease_held',
  help: 'Whether this process may answer from its memory; without a lease it asks the database each time.',
  registers: [registry],
})

const requestsSeen = new Gauge({
  name: 'signet_gateway_requests_remembered',
  help: 'Signed requests that this process remembers, so that none is let in twice; none where Redis does.',
  registers: [registry],
})

const redisUp = new Gauge({
  name: 'signet_gateway_redis_up',
  help: 'Whether Redis can be used; absent where none is set.',
  registers: [],
})

/** Counts a decision that took so long. */
export function noteDecision({ decision, code }: Pick<Decision, 'decision' | 'code'>, seconds: number): void {
  const counted = decisionsBy.get(code) ?? decisions.labels(decision, code)
  decisionsBy.set(code, counted)
  counted.inc()
  decisionSeconds.observe(seconds)
}

const listSecondsLeft = new Gauge({
  name: 'signet_revocation_list_seconds_left',
  help: 'Until the first of the revocation lists ends, by the kind of CA that signed them.',
  labelNames: ['authority'] as const,
  registers: [registry],
})

const lateLists = new Gauge({
  name: 'signet_revocation_lists_late',
  help: 'Revocation lists that were never made, have ended, or lack a revocation for a minute.',
  registers: [registry],
})

const silentAuthorities = new Gauge({
  name: 'signet_ocsp_authorities_silent',
  help: 'Issuing CAs without a valid OCSP responder.',
  registers: [registry],
})

/** Everything that is measured, as Prometheus reads it; without what stands in the database while that is away. */
export async function readMetrics(): Promise<string> {
  leaseHeld.set(mayRemember() ? 1 : 0)
  requestsSeen.set(requestsRemembered() ?? 0)
  const redis = redisIsReady()
  if (redis !== null) {
    registry.registerMetric(redisUp)
    redisUp.set(redis ? 1 : 0)
  }
  const health = await revocationHealth().catch(() => null)
  if (health) {
    const left = (end: Date | null) => (end ? (end.getTime() - clock.now().getTime()) / 1000 : 0)
    listSecondsLeft.set({ authority: 'issuing' }, left(health.listsEnd))
    listSecondsLeft.set({ authority: 'root' }, left(health.rootListEnds))
    lateLists.set(health.lateLists)
    silentAuthorities.set(health.silentAuthorities)
  }
  return registry.metrics()
}
