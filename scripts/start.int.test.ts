import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unusedPort } from '@/campaigns/support/launch-portal'
import { runningUrl } from '@/lib/db/embedded/running-url'
import { gatewayPorts } from '@/test/gateway-ports'
import { onServer } from '@/test/on-server'
import { sendSigned } from '@/test/send-signed'
import { signAs } from '@/test/sign-as'
import { type StartedSignet, startSignet, temporaryFolder } from '@/test/start-signet'
import { buildIfStale } from './support/build-if-stale'
import { processIdentity } from './support/process-identity'

const folder = temporaryFolder()
let port: string
let gateway: Record<string, string>
let signet: StartedSignet

// At the level of an operator's: what a terminal must not see would be printed.
const start = (settings: Record<string, string> = {}) =>
  startSignet({ SIGNET_DATA_DIR: folder, PORT: port, LOG_LEVEL: 'info', ...gateway, ...settings })
const status = async (path: string) =>
  (await fetch(`http://localhost:${port}${path}`, { redirect: 'manual' })).status
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const supervisor = () => Number(read('owner').split(' ')[0])
const postgres = () =>
  Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
const query = (text: string) => {
  const { POSTGRES_PASSWORD } = JSON.parse(read('secrets.json'))
  return onServer(runningUrl(folder, POSTGRES_PASSWORD), async (client) => (await client.query(text)).rows)
}
const customers = async () =>
  (await query('SELECT account_id FROM customer ORDER BY id')).map((row) => row.account_id as string)
const ready = () => fetch(`http://127.0.0.1:${gateway.GATEWAY_INTERNAL_PORT}/readyz`)
const unsealed = async () => (await query('SELECT 1 FROM audit_event WHERE seal_id IS NULL')).length

/** A key of a demo customer, made beside the running demo. */
function demoKey(permissions: string): { accessKey: string; secret: string } {
  const { PATH, HOME, NODE_ENV } = process.env
  const args = ['demo-key', '--customer', 'A123456789', '--permissions', permissions, '--json']
  const made = spawnSync(process.execPath, ['scripts/run.mjs', ...args], {
    ...{ encoding: 'utf8', env: { PATH, HOME, NODE_ENV, SIGNET_DATA_DIR: folder, PORT: port, ...gateway } },
  })
  expect(made.status, made.stderr).toBe(0)
  return JSON.parse(made.stdout)
}

/** The processes that a process has started, by what they run. */
function childrenOf(parent: number, runs: string): string[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(parent), '-f', runs], { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean)
}

/** Waits until something is so; fails when it does not become so. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(100))
    if (await Promise.resolve(isSo()).catch(() => false)) return
  throw new Error(`it did not come about that ${what}; printed:\n${signet.printed()}`)
}

beforeAll(async () => {
  await buildIfStale(() => {})
  port = String(await unusedPort())
  gateway = await gatewayPorts()
  signet = await start()
}, 300_000)
afterAll(async () => {
  await signet.end()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe('with nothing set, npm start', () => {
  test('runs the demo and says how to sign in', async () => {
    expect(signet.printed()).toContain(`Signet is ready at http://localhost:${port}`)
    expect(signet.printed()).toContain('A123456789')
    expect(signet.printed()).toContain(`demo staff at http://localhost:${port}/admin`)
    expect(signet.printed()).toContain('support@example.com')
    expect(await status('/sign-in')).toBe(200)
    expect(await status('/demo/outbox.json')).toBe(200)
  })

  test('listens on loopback only, by one name', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/keys`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, `http://localhost:${port}/keys`])
    expect(readFileSync('/proc/net/tcp', 'utf8')).not.toContain(
      `00000000:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`,
    )
  })

  test('has the gateway answer beside the portal, and its lists are there within a moment', async () => {
    await until('the gateway is ready', async () => (await ready()).status === 200)
    const pki = `http://localhost:${gateway.PKI_PORT}`
    for (const path of ['/ca/chain.pem', '/ca/crl/0', '/ca/crl/root'])
      expect((await fetch(pki + path)).status).toBe(200)
    const [issuing] = await query("SELECT der FROM certificate_authority WHERE role = 'issuing'")
    expect(new X509Certificate(issuing?.der).infoAccess).toContain(`URI:${pki}/ca/`)
    const tls = `https://localhost:${gateway.GATEWAY_PORT}/ca/chain.pem`
    await expect(fetch(tls)).rejects.toThrow()
  })

  test('has its trading API answer what a key of demo:key may, through the gateway', async () => {
    const [reader, trader] = [demoKey('account.read'), demoKey('account.read,orders.trade')]
    const ask = async (key: { accessKey: string; secret: string }, method: 'GET' | 'POST') => {
      const unsigned = {
        method,
        path: '/v1/orders',
        query: '',
        body: Buffer.from(method === 'POST' ? '{}' : ''),
      }
      const facts = signAs.signet(unsigned, { ...key, timeMs: Date.now() })
      const { status, text } = await sendSigned(`https://localhost:${gateway.GATEWAY_PORT}`, facts)
      return { status, ...JSON.parse(text) }
    }
    const of = ({ accessKey }: { accessKey: string }, permissions: string) => ({
      identity: { 'signet-key': accessKey, 'signet-permissions': permissions },
    })
    expect(await ask(reader, 'GET')).toMatchObject({
      status: 200,
      method: 'GET',
      ...of(reader, 'account.read'),
    })
    expect(await ask(reader, 'POST')).toMatchObject({ status: 403, code: 'permission_missing' })
    const may = 'account.read orders.trade'
    expect(await ask(trader, 'POST')).toMatchObject({ status: 200, method: 'POST', ...of(trader, may) })
  })

  test('keeps its secrets to the owner of the folder', async () => {
    const { statSync } = await import('node:fs')
    expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0)
  })

  test('refuses to run twice on one folder', async () => {
    const second = await start({ PORT: String(await unusedPort()), ...(await gatewayPorts()) })
    expect(second.ready).toBe(false)
    expect(second.printed().trim()).toBe(`Signet is already running on ${folder} (process ${supervisor()}).`)
    expect(await second.end()).toBe(1)
  })

  test('refuses a port that is taken', async () => {
    const other = temporaryFolder()
    const second = await start({ SIGNET_DATA_DIR: other, ...(await gatewayPorts()) })
    expect(second.printed()).toMatch(
      new RegExp(`^Port ${port} can't be listened on \\(EADDRINUSE\\)[^\\n]*\\n$`),
    )
    expect(await second.end()).toBe(1)
    rmSync(other, { recursive: true })
  })
})

describe('after a kill -9', () => {
  test('of PostgreSQL, it is started again with everything in it', async () => {
    const before = await customers()
    const killed = postgres()
    process.kill(killed, 'SIGKILL')
    await until('PostgreSQL is back', async () => postgres() !== killed && (await customers()).length > 0)
    expect(await customers()).toEqual(before)
    await until('the portal answers', async () => (await status('/demo/outbox.json')) === 200)
  })

  test('of the gateway, it is started again', async () => {
    const [before] = childrenOf(supervisor(), 'gateway/server.ts')
    process.kill(Number(before), 'SIGKILL')
    await until('another gateway answers', async () => {
      const [present] = childrenOf(supervisor(), 'gateway/server.ts')
      return present !== undefined && present !== before && (await ready()).status === 200
    })
  })

  test('of the supervisor, the portal ends and the next start finds everything', async () => {
    const before = await customers()
    const secrets = read('secrets.json')
    const orphan = postgres()
    process.kill(supervisor(), 'SIGKILL')
    await until('the portal has ended', () =>
      status('/sign-in').then(
        () => false,
        () => true,
      ),
    )
    expect(processIdentity(orphan)).toBeDefined()

    signet = await start()
    expect(signet.ready, signet.printed()).toBe(true)
    expect(processIdentity(orphan)).toBeUndefined()
    expect(await customers()).toEqual(before)
    expect(read('secrets.json')).toBe(secrets)
    expect(await status('/sign-in')).toBe(200)
  })

  test('of the command itself, everything ends', async () => {
    const database = postgres()
    await signet.end('SIGKILL')
    await until('PostgreSQL has ended', () => processIdentity(database) === undefined)
    signet = await start()
    expect(signet.ready, signet.printed()).toBe(true)
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops everything, PostgreSQL too', async (signal) => {
  const database = postgres()
  expect(await signet.end(signal)).toBe(0)
  expect(processIdentity(database)).toBeUndefined()
  await expect(status('/sign-in')).rejects.toThrow()
  signet = await start()
  expect(signet.ready, signet.printed()).toBe(true)
})

// Last: it leaves nothing running, and wants a start after which nothing was killed.
test('a terminal sees sentences and no log lines, to the end of stopping', async () => {
  await until('events are sealed', async () => (await unsealed()) === 0)
  await signet.end('SIGINT')
  expect(signet.printed()).toMatch(/Ctrl-C stops it\.\n\nStopping …\n$/)
  expect(signet.printed()).not.toMatch(/^\{|^ +at /m)
})
