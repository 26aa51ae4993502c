/**
 * What the gateway verifies in a CPU-second: with the key in its memory, with one read of the database, by Ed25519,
 * against the same framework sending JSON back and against better-auth's API-key plugin on the same PostgreSQL; and
 * how long answers take at a fixed rate. `npm run bench:verify`, or `npm run bench:verify -- --rounds 2` to look.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { alternate, type Sample } from '@/bench/support/alternate'
import { installPeer } from '@/bench/support/install-peer'
import { load } from '@/bench/support/load'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { ratio } from '@/bench/support/ratio'
import { tableLines } from '@/bench/support/table'
import { type Latency, latency } from '@/bench/verify/latency'
import { makeKeys } from '@/bench/verify/make-keys'
import { questions } from '@/bench/verify/questions'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import { runScript } from './support/run-script'

const keyCount = 300
/** Fewer than keys: none is still there when its turn comes again. */
const smallMemory = { GATEWAY_CACHE_ENTRIES: '100' }
const perSecond = 2_000
const marker = '"decision":"allow"'
const goals = { cached: 0.6, uncached: 0.2, ed25519: 0.15 }

type Side = 'echo' | 'cached' | 'uncached' | 'ed25519' | 'peer'

await runScript(async (args) => {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '5' } } })
  installPeer()
  const installation = await temporaryInstallation()
  const running: ChildProcess[] = []
  const gateways: LaunchedGateway[] = []
  try {
    const [hmac, ed25519] = [await makeKeys('hmac', keyCount), await makeKeys('ed25519', keyCount)]
    const token = await serviceToken('bench')
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const whole = await launchGateway({ LOG_LEVEL: 'error' })
    const small = await launchGateway({ LOG_LEVEL: 'error', ...smallMemory })
    gateways.push(whole, small)
    const echo = await start(running, 'bench/verify/echo.ts')
    const peer = await start(running, 'bench/peer/verify.mjs', { BENCH_KEYS: '100' })
    const { port, keys } = peer.said as { port: number; keys: string[] }
    let asked = 0
    const question = questions(hmac)
    const of = ({ internal, pid }: LaunchedGateway, body = question) => ({
      ...{ url: `${internal}/v1/verify`, pid, headers, marker, body },
    })
    const sides: Record<Side, () => Promise<Sample>> = {
      echo: () =>
        load({ ...of(whole), url: `http://127.0.0.1:${echo.said}/`, pid: echo.pid, marker: '"ip"' }),
      cached: () => load(of(whole)),
      uncached: () => load(of(small)),
      ed25519: () => load(of(whole, questions(ed25519))),
      peer: () =>
        load({
          ...{ url: `http://127.0.0.1:${port}/`, pid: peer.pid, headers, marker: '"valid":true' },
          body: () => Buffer.from(JSON.stringify({ key: keys[asked++ % keys.length] })),
        }),
    }
    const rates = await alternate(sides, Number(values.rounds), console.log)
    const atRate = await latency(of(whole), perSecond, 20)
    report(rates, atRate, Number(values.rounds))
  } finally {
    for (const child of running) child.disconnect()
    await Promise.all(gateways.map((gateway) => gateway.stop()))
    await installation.close()
  }
})

async function start(running: ChildProcess[], file: string, settings: Record<string, string> = {}) {
  const child = fork(file, { env: { ...process.env, NODE_ENV: 'production', ...settings } })
  running.push(child)
  const [said] = await once(child, 'message')
  return { said: said as unknown, pid: child.pid ?? 0 }
}

function report(rates: Record<Side, number[]>, atRate: Latency, rounds: number): void {
  const toEcho = (side: Side) => ratio(rates[side], rates.echo)
  const toPeer = ratio(rates.uncached, rates.peer)
  const row = (what: string, side: Side, goal?: number) => [
    what,
    median(rates[side]).toFixed(0),
    toEcho(side).toFixed(2),
    goal?.toFixed(2) ?? '',
  ]
  const on = machine({
    fastify: 'node_modules/fastify',
    pg: 'node_modules/pg',
    zod: 'node_modules/zod',
    'better-auth': 'bench/peer/node_modules/better-auth',
    '@better-auth/api-key': 'bench/peer/node_modules/@better-auth/api-key',
  })
  const lines = [
    ...tableLines(
      ['Verifying a signed order', 'per CPU-second', 'to echo', 'goal'],
      [
        row('The same framework: JSON read and sent back', 'echo'),
        row('Key in memory, every check, replay protection in the process', 'cached', goals.cached),
        row('Key not in memory: one read of the database', 'uncached', goals.uncached),
        row('Ed25519 key in memory', 'ed25519', goals.ed25519),
        row('better-auth API-key plugin: one SELECT and two UPDATEs, nothing signed', 'peer'),
      ],
    ),
    '',
    `With one read of the database it verifies ${toPeer.toFixed(1)} times as many as the plugin (goal: 8).`,
    `At ${atRate.perSecond} a second for ${atRate.seconds} s: ${atRate.errors} errors, half of the answers within ${atRate.p50.toFixed(1)} ms, 99 of 100 within ${atRate.p99.toFixed(1)} ms (goal: 10), the last after ${atRate.most.toFixed(0)} ms, counted from when each was due.`,
    '',
    `Each question is new and signed by one of ${keyCount} keys in turn, which have a window, an allowlist and two permissions. Measured ${machineLine(on)}; ${rounds} rounds after a warm-up, 16 at a time over kept connections.`,
  ]
  publish('bench-verify', lines, { machine: on, goals, rates, toPeer, atRate })
}
