import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasCommand } from '@/test/has-command'
import { openssl } from '@/test/openssl'
import { runningClient } from '@/test/running-client'

const folder = mkdtempSync(join(tmpdir(), 'signet-bad-night-'))
const file = (name: string) => join(folder, name)
openssl([
  ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost'.split(' '),
  ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', file('key.pem'), '-out', file('ca.pem')],
])
const own = `${readFileSync(file('key.pem'), 'utf8')}${readFileSync(file('ca.pem'), 'utf8')}`
writeFileSync(file('own.pem'), own)
openssl(['pkcs12', '-export', '-in', file('own.pem'), '-out', file('own.p12'), '-passout', 'pass:password'])
writeFileSync(file('key.json'), '{"secretKey": "sgs_secret"}')

/** What a client was answered so far. */
type Night = { logins: string[]; streams: number; signed: number; sessions: number }
const nights = new Map<string, Night>()

/** Not a gateway, but what may stand before or in place of one for a while: each first answer is of no use. */
function answer({ method, url, headers }: IncomingMessage, reply: ServerResponse): void {
  const name = headers['user-agent'] ?? ''
  const night = nights.get(name) ?? { logins: [], streams: 0, signed: 0, sessions: 0 }
  nights.set(name, night)
  const json = (status: number, body: object) => reply.writeHead(status).end(JSON.stringify(body))
  if (method === 'POST') {
    night.logins.push(String(headers['signet-signature']))
    // A date, as RFC 9110 10.2.3 allows.
    if (night.logins.length === 1)
      reply.writeHead(503, { 'retry-after': new Date().toUTCString() }).end('<html>')
    else json(201, { token: 'sgn_token', session: { id: 'session1' } })
  } else if (url === '/v1/sessions/current/events') {
    stream(night, reply)
  } else if (url === '/v1/sessions/current') {
    night.sessions += 1
    json(200, {})
  } else {
    night.signed += 1
    if (night.signed === 1) json(401, { code: 'timestamp_out_of_window', message: 'Set the clock.' })
    else if (night.signed === 2) reply.destroy()
    else json(200, {})
  }
}

function stream(night: Night, reply: ServerResponse): void {
  night.streams += 1
  if (night.streams === 2) {
    reply.writeHead(503, { 'retry-after': '0' }).end()
    return
  }
  reply.writeHead(200, { 'content-type': 'text/event-stream' })
  reply.write(': hello\nretry: soon\n\nretry: 100\nevent: ready\ndata: {}\n\n')
  const ended = 'id: forced-logout\nevent: forced_logout\ndata: {"code":304,"reason":"session_expired"}\n\n'
  const next = setInterval(() => {
    if (night.streams > 1 && night.sessions < 3) return
    clearInterval(next)
    if (night.streams > 1) reply.end(ended)
    else reply.destroy()
  }, 100)
}

const server = createServer(
  { key: readFileSync(file('key.pem')), cert: readFileSync(file('ca.pem')) },
  answer,
)
beforeAll(async () => {
  // Here, as nothing else goes on while it takes its time.
  if (hasCommand('javac'))
    execFileSync('javac', ['-d', folder, 'examples/java/SignetClient.java', 'examples/java/Signer.java'])
  await new Promise<void>((resolve) => server.listen(0, resolve))
}, 60_000)
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

const clients = [
  { name: 'node', here: true, cert: 'own.p12', run: [process.execPath, 'examples/node/client.mjs'] },
  {
    ...{ name: 'python', here: hasCommand('python3'), cert: 'own.pem' },
    run: ['python3', 'examples/python/client.py'],
  },
  {
    ...{ name: 'java', here: hasCommand('javac'), cert: 'own.p12' },
    run: ['java', '-XX:TieredStopAtLevel=1', '-cp', folder, 'SignetClient'],
  },
  {
    ...{ name: 'curl', here: hasCommand('curl') && hasCommand('perl'), cert: 'own.pem' },
    run: ['bash', 'examples/curl/client.sh'],
  },
]

describe.concurrent('a client whose first answers are of no use', () => {
  for (const { name, here, cert, run } of clients)
    test.skipIf(!here)(`in ${name} waits, says what was refused, and may be started again`, async () => {
      const client = runningClient(run, {
        SIGNET_URL: `https://localhost:${(server.address() as AddressInfo).port}`,
        SIGNET_CERT: file(cert),
        SIGNET_PASSWORD: 'password',
        SIGNET_CA: file('ca.pem'),
        SIGNET_KEY: 'sgk_accessKey',
        SIGNET_KEY_FILE: file('key.json'),
      })
      const status = await client.ended
      const printed = client.printed()
      expect(status, printed).toBe(75)
      expect(printed).toMatch(/^logged in: session1$/m)
      expect(printed).toMatch(/^signed request: 401 timestamp_out_of_window: Set the clock\.$/m)
      expect(printed).toMatch(/^signed request: 200$/m)
      expect(printed).toMatch(/^forced logout: session_expired$/m)
      expect(printed).not.toMatch(/sgs_secret|sgn_token/)
      const night = nights.get(`signet-example-${name}/1`)
      expect(night?.streams).toBe(3)
      expect(new Set(night?.logins).size).toBe(2)
    })
})
