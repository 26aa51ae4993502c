import { Agent as HttpAgent, type OutgoingHttpHeaders, request as requestPlain } from 'node:http'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { memoryOf } from '@/bench/memory/memory-of'
import type { Listener } from '@/gateway/make-app'
import type { LaunchedGateway } from '@/test/launch-gateway'
import { seededRandom } from '@/test/random'
import type { RecordingUpstream } from '@/test/recording-upstream'
import { countEach } from './support/count-each'
import { type FuzzCredentials, type Fuzzed, fuzzedRequest } from './support/fuzzed-request'
import { inParallel } from './support/in-parallel'

export type FuzzOutcome = {
  requests: number
  /** By listener; 0 where the connection failed. */
  statuses: Record<Listener, Record<string, number>>
  /** How many got as far as to be refused for their credentials, by where they were sent. */
  judged: Record<string, number>
  /** What was answered 5xx, the first few. */
  failed: string[]
  /** What was let in although nobody proved anything, the first few. */
  accepted: string[]
  /** How much more memory a gateway used in the end than after a fifth of the requests, the one that took most. */
  grownMegabytes: number
  holds: boolean
}

/** Of what is in use once garbage is collected. */
const mostGrownMegabytes = 16
/** Of the requests to a listener: with more it was hardly asked. */
const mostFailedConnections = 0.05
const surfaces = ['tls', 'verify', 'forward-auth', 'ext-authz']
const parallel = 16
const agents = {
  tls: new Agent({ keepAlive: true, maxSockets: parallel, rejectUnauthorized: false }),
  plain: new HttpAgent({ keepAlive: true, maxSockets: parallel }),
}

/**
 * Sends requests such as nobody should to every endpoint of gateways, none of them with a right secret or a certificate:
 * each must be refused, none may fail, and nothing of them may stay in memory.
 * @param gateways launched with `collecting`, that believe `X-Forwarded-For`, asked by proxies too, in front of `upstream`
 * @param options.seed the same one sends the same again
 */
export async function runFuzz(
  gateways: LaunchedGateway[],
  upstream: RecordingUpstream,
  credentials: FuzzCredentials,
  options: { requests: number; seed: number },
): Promise<FuzzOutcome> {
  const random = seededRandom(options.seed)
  const rounds = 5
  const statuses: Record<Listener, number[]> = { pki: [], tls: [], internal: [] }
  const failed: string[] = []
  const accepted: string[] = []
  const judged: string[] = []
  const memory: number[][] = []
  for (let round = 0; round < rounds; round++) {
    await inParallel(parallel, async () => {
      for (let sent = 0; sent < options.requests / rounds / parallel; sent++) {
        const one = fuzzedRequest(random, credentials)
        const { status, body } = await send(random.pick(gateways), one)
        statuses[one.listener].push(status)
        if (isJudged.test(body)) judged.push(surfaceOf(one))
        const said = `${one.listener} ${one.method} ${one.target.slice(0, 200)}: ${status} ${body.slice(0, 200)}`
        // Whether all is well is what it was asked.
        if (status >= 500 && !one.target.startsWith('/readyz')) failed.push(said)
        if (one.isAccepted(status, body)) accepted.push(said)
      }
    })
    const now = await Promise.all(gateways.map(memoryOf))
    memory.push(now.map(({ heapAndExternal }) => heapAndExternal))
  }
  accepted.push(...upstream.received.map(({ method, target }) => `passed on: ${method} ${target}`))
  const grown = gateways.map((_, at) => (memory.at(-1)?.[at] ?? 0) - (memory[0]?.[at] ?? 0))
  const grownMegabytes = Math.round(Math.max(...grown) / 1_048_576)
  return {
    requests: Object.values(statuses).flat().length,
    statuses: {
      pki: countEach(statuses.pki),
      tls: countEach(statuses.tls),
      internal: countEach(statuses.internal),
    },
    judged: countEach(judged),
    failed: failed.slice(0, 5),
    accepted: accepted.slice(0, 5),
    grownMegabytes,
    holds:
      failed.length === 0 &&
      accepted.length === 0 &&
      Object.values(statuses).every(wasReached) &&
      surfaces.every((surface) => judged.includes(surface)) &&
      grownMegabytes <= mostGrownMegabytes,
  }
}

function wasReached(statuses: number[]): boolean {
  const cut = statuses.filter((status) => status === 0).length
  return statuses.length > 0 && cut < mostFailedConnections * statuses.length
}

/** A forced logout is told by its number. */
const isJudged = /"code":("invalid_credentials"|"certificate_required"|304\b)/
const surfaceOf = ({ target, listener }: Fuzzed) =>
  /^\/v1\/(verify|forward-auth|ext-authz)/.exec(target)?.[1] ?? listener

/** @returns what was answered; status 0 where the connection was cut instead */
function send(gateway: LaunchedGateway, one: Fuzzed): Promise<{ status: number; body: string }> {
  const { hostname, port, protocol } = new URL(gateway[one.listener])
  const isTls = protocol === 'https:'
  const options = {
    ...{ hostname, port, method: one.method, path: one.target, agent: isTls ? agents.tls : agents.plain },
    headers: one.headers as unknown as OutgoingHttpHeaders,
  }
  const ask: typeof requestPlain = isTls ? request : requestPlain
  return new Promise((resolve) => {
    const cut = () => resolve({ status: 0, body: '' })
    const sent = ask(options, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), cut)
    })
    sent.on('error', cut)
    sent.end(one.body)
  })
}
