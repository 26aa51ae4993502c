import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { unusedPort } from '@/campaigns/support/launch-portal'
import { closedInstall } from '@/test/closed-install'
import { databaseUrl } from '@/test/database-url'
import { onServer } from '@/test/on-server'
import { productionEnv } from '@/test/production-env'
import { selfSigned } from '@/test/self-signed'
import { startSignet, temporaryFolder } from '@/test/start-signet'
import { buildIfStale } from './support/build-if-stale'

const folder = temporaryFolder()
const { server, template } = inject('testDatabase')

beforeAll(() => buildIfStale(() => {}), 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a start prints that must end at once. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const signet = await startSignet({ SIGNET_DATA_DIR: folder, PORT: String(await unusedPort()), ...settings })
  const code = await signet.end()
  expect(signet.printed()).not.toContain('    at ')
  expect([signet.ready, code]).toEqual([false, 1])
  return signet.printed().trim()
}

/** Runs a command that must succeed. */
function run(command: string[], settings: Record<string, string>): void {
  const { PATH, HOME } = process.env
  execFileSync(process.execPath, ['scripts/run.mjs', ...command], {
    env: { PATH, HOME, NODE_ENV: 'test', ...settings },
  })
}

test('a data folder that can not be made is refused in one sentence', async () => {
  expect(await refusal({ SIGNET_DATA_DIR: '/dev/null/data' })).toMatch(
    /^The data folder \/dev\/null\/data can't be written \(E\w+\): .*SIGNET_DATA_DIR\.$/,
  )
})

test('of two starts at once on one folder, one runs', async () => {
  const start = async () =>
    startSignet({ SIGNET_DATA_DIR: join(folder, 'both'), PORT: String(await unusedPort()) })
  const both = await Promise.all([start(), start()])
  const [refused, running] = both.sort((a, b) => Number(a.ready) - Number(b.ready))
  expect(both.map(({ ready }) => ready)).toEqual([false, true])
  expect(refused?.printed()).toMatch(/^Signet is already running on [^\n]*\n$/)
  expect(await running?.end()).toBe(0)
}, 120_000)

test('a database without a mode is refused', async () => {
  expect(await refusal({ DATABASE_URL: server })).toMatch(
    /^DATABASE_URL is set but SIGNET_MODE is not: .*\.$/,
  )
})

test('an unknown mode is refused', async () => {
  expect(await refusal({ SIGNET_MODE: 'prod' })).toBe(
    'SIGNET_MODE is "prod", but must be "production" or "demo".',
  )
})

test('production names every problem at once', async () => {
  const printed = await refusal({
    SIGNET_MODE: 'production',
    SIGNET_ORIGIN: 'http://keys.example',
    AUTH_SECRET: 'x',
  })
  expect(printed.split('\n')[0]).toBe('The configuration is not usable:')
  expect(printed).toMatch(/- SIGNET_ORIGIN must begin with https/)
  expect(printed).toMatch(/- AUTH_SECRET is weak/)
  for (const name of ['DATABASE_URL', 'SIGNET_VAULT_KEYS', 'SMTP_URL', 'SMS_WEBHOOK_URL'])
    expect(printed).toContain(`- ${name} is missing`)
})

test.each(['abc', '70000', '0', '30.5'])('PORT=%s is named as what is wrong', async (PORT) => {
  expect(await refusal({ PORT })).toBe(
    'The configuration is not usable:\n  - PORT must be a whole number from 1 to 65535',
  )
})

test.each([['GATEWAY_PORT'], ['GATEWAY_INTERNAL_PORT'], ['PKI_PORT']])(
  'a port of the gateway that is taken is named, with the setting for another: %s',
  async (name) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    try {
      expect(await refusal({ SIGNET_DATA_DIR: join(folder, 'ports'), [name]: String(port) })).toBe(
        `Port ${port} can't be listened on (EADDRINUSE): end what uses it, or choose another with ${name}=${port + 1}.`,
      )
    } finally {
      taken.close()
    }
  },
)

test('production names what is wrong with its settings before it looks at the port', async () => {
  const taken = createServer().listen(0, '0.0.0.0')
  await once(taken, 'listening')
  const PORT = String((taken.address() as AddressInfo).port)
  try {
    const half = await refusal({ SIGNET_MODE: 'production', AUTH_SECRET: 'x', PORT })
    expect(half).toMatch(/^The configuration is not usable:\n/)
    expect(half).not.toContain('listened on')
    const whole = await refusal({ ...productionEnv(databaseUrl(server, template)), PORT })
    expect(whole).toMatch(new RegExp(`^Port ${PORT} can't be listened on \\(EADDRINUSE\\)`))
  } finally {
    taken.close()
  }
})

describe('an install folder that this user can not write', () => {
  test('is named when the portal must be built', () => {
    const install = closedInstall({ withClient: true })
    try {
      expect(install.run('build')).toEqual({
        status: 1,
        printed: `The portal must be built, as its sources are new or have changed, but ${install.folder} can't be written (EACCES): run npm run build as the user whose it is.\n`,
      })
    } finally {
      install.remove()
    }
  })

  test('is named when the database client must be generated', () => {
    const install = closedInstall({ withClient: false })
    try {
      expect(install.run('start')).toEqual({
        status: 1,
        printed: `The database client must be generated, but ${join(install.folder, 'lib/db')} can't be written (EACCES): run npm run generate as the user whose it is.\n`,
      })
    } finally {
      install.remove()
    }
  })
})

test('an old Node is told so', () => {
  const pretend =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } })"
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, 'scripts/run.mjs', 'start'],
    { encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([1, 'Signet needs Node 20.19 or newer; this is 18.20.8.\n'])
})

test('the same build serves production, with nothing of the demo; the demo then refuses that database', async () => {
  const name = `${template}_production`
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = databaseUrl(server, name)
  const port = String(await unusedPort())
  const settings = {
    ...productionEnv(url),
    HOST: '127.0.0.1',
    PORT: port,
    SIGNET_DATA_DIR: join(folder, 'production'),
    LOG_LEVEL: 'info',
  }
  // Under which name certificates are issued, and where the root's key goes, is the operator's to decide.
  expect(await refusal(settings)).toMatch(/^There is no CA yet: make one with npm run ca -- init/m)
  run(['ca', 'init', '--organisation', 'Example Securities', '--country', 'TW'], settings)
  expect(await refusal(settings)).toContain(`The gateway can't read /nonexistent/gateway.pem (ENOENT).\n`)
  const signet = await startSignet({ ...settings, ...selfSigned(folder) })
  try {
    expect(signet.ready, signet.printed()).toBe(true)
    expect(signet.printed()).not.toContain('A123456789')
    expect(signet.printed()).not.toContain('support@example.com')
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })
    expect((await get('/demo/outbox')).status).toBe(404)
    expect((await get('/demo/outbox.json')).status).toBe(404)
    const page = await get('/sign-in')
    expect(page.status).toBe(200)
    expect(page.headers.get('strict-transport-security')).toContain('max-age=')
    const html = await page.text()
    expect(html).not.toContain('A123456789')
    expect(html).not.toContain('Signet-demo')
    expect(html).not.toContain('/demo/')
    const desk = await (await get('/admin/sign-in')).text()
    expect(desk).toContain('name="code"')
    for (const demo of ['support@example.com', 'Signet-demo', '/demo/']) expect(desk).not.toContain(demo)
    const staff = await onServer(url, (client) => client.query('SELECT 1 FROM staff'))
    expect(staff.rowCount).toBe(0)

    // The head of the audit chain goes to the log too, where it is out of the database's reach.
    await onServer(url, (client) =>
      client.query(`INSERT INTO audit_event (id, at, action, actor_kind, detail)
        VALUES (gen_random_uuid(), now(), 'signin.failed', 'anonymous', '{}')`),
    )
    await vi.waitFor(() => expect(signet.printed()).toMatch(/^\{.*"audit head"\}$/m), 20_000)
  } finally {
    await signet.end()
  }
  expect(await refusal({ SIGNET_MODE: 'demo', DATABASE_URL: url })).toBe(
    "This database belongs to a production installation and can't be used in demo mode: give it a database of its own.",
  )
}, 120_000)

test('production refuses the database of a demo', async () => {
  const name = `${template}_demo`
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = databaseUrl(server, name)
  run(['seed'], { SIGNET_MODE: 'demo', DATABASE_URL: url, SIGNET_DATA_DIR: join(folder, 'demo') })
  expect(await refusal(productionEnv(url))).toMatch(/^This database belongs to a demo installation/)
}, 120_000)
