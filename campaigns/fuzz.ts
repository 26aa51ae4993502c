import { Agent as HttpAgent, type OutgoingHttpHeaders, request as requestPlain } from 'node:http'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { LaunchedGateway } from '@/test/launch-gateway'
import { seededRandom } from '@/test/random'
import type { RecordingUpstream } from '@/test/recording-upstream'
import type { TradingKey } from '@/test/trading-key'
import { countEach } from './support/count-each'
import { type Fuzzed, fuzzedRequest } from './support/fuzzed-request'
import { inParallel } from './support/in-parallel'

export type FuzzOutcome = {
  requests: number
  statuses: Record<string, number>
  /** What was answered 5xx, the first few. */
  failed: string[]
  /** What was let in although nobody proved anything, the first few. */
  accepted: string[]
  /** How much more memory was in use in the end than after a fifth of the requests. */
  grownMegabytes: number
  holds: boolean
}

/** More than collecting garbage sooner or later makes of a difference. */
const mostGrownMegabytes = 48
const parallel = 16
const agents = {
  tls: new Agent({ keepAlive: true, maxSockets: parallel, rejectUnauthorized: false }),
  plain: new HttpAgent({ keepAlive: true, maxSockets: parallel }),
}

/**
 * Sends requests such as nobody should to every endpoint of a gateway, none of them with a right secret: each must be
 * refused, none may fail, and nothing of them may stay in memory.
 * @param gateway that believes `X-Forwarded-For`, asked by nginx too, in front of `upstream`
 * @param options.seed the same one sends the same again
 */
export async function runFuzz(
  gateway: LaunchedGateway,
  upstream: RecordingUpstream,
  credentials: { token: string; keys: TradingKey[] },
  options: { requests: number; seed: number },
): Promise<FuzzOutcome> {
  const random = seededRandom(options.seed)
  const rounds = 5
  const statuses: number[] = []
  const failed: string[] = []
  const accepted: string[] = []
  const memory: number[] = []
  for (let round = 0; round < rounds; round++) {
    await inParallel(parallel, async () => {
      for (let sent = 0; sent < options.requests / rounds / parallel; sent++) {
        const one = fuzzedRequest(random, credentials)
        const { status, body } = await send(gateway, one)
        statuses.push(status)
        const said = `${one.listener} ${one.method} ${one.target.slice(0, 200)}: ${status} ${body.slice(0, 200)}`
        // Whether all is well is what it was asked.
        if (status >= 500 && !one.target.startsWith('/readyz')) failed.push(said)
        if (one.isAccepted(status, body)) accepted.push(said)
      }
    })
    memory.push(await memoryOf(gateway))
  }
  accepted.push(...upstream.received.map(({ method, target }) => `passed on: ${method} ${target}`))
  const grownMegabytes = Math.round(((memory.at(-1) ?? 0) - (memory[0] ?? 0)) / 1_048_576)
  return {
    requests: statuses.length,
    statuses: countEach(statuses),
    failed: failed.slice(0, 5),
    accepted: accepted.slice(0, 5),
    grownMegabytes,
    holds: failed.length === 0 && accepted.length === 0 && grownMegabytes <= mostGrownMegabytes,
  }
}

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

/** The least that the process used while it was looked at a few times, in bytes. */
async function memoryOf(gateway: LaunchedGateway): Promise<number> {
  const seen: number[] = []
  for (let look = 0; look < 10; look++) {
    const metrics = await (await fetch(`${gateway.internal}/metrics`)).text()
    seen.push(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)?.[1]))
  }
  return Math.min(...seen)
}
