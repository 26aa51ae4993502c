import { randomUUID } from 'node:crypto'
import { codeFor, keepAsking } from '@/campaigns/support/ask-gateway'
import { type LaunchedVerifier, launchVerifiers } from '@/campaigns/support/launch-verifiers'
import { giveUsedKey, type SigningKey } from '@/campaigns/support/used-keys'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { openLeaseConnection } from '@/lib/changes/lease-connection'
import { renewEveryMs } from '@/lib/changes/lease-times'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { type ApiClient, apiClient } from '@/test/api-client'
import { issuedCertificate, type TestCertificate } from '@/test/issued'

/** In milliseconds, one of each round. */
export type Times = {
  /** From the call of a change to its return. */
  alone: number[]
  fleet: number[]
  /** From its commit, as a listener hears of it, until the last of two gateways refuses. */
  refused: number[]
  /** From its commit until the client of the key's session was told so, over the slower of two gateways. */
  loggedOut: number[]
  /** From the call to the return, where one more holds a lease and says nothing, or stands still. */
  silent: number[]
  stopped: number[]
}

/** Measures how long turning a key off takes, and when it is over, on an installation of two gateways. */
export async function measureChanges(rounds: { usual: number; disturbed: number }): Promise<Times> {
  await ensureAuthorities()
  await ensureServerCertificate()
  const certificate = await issuedCertificate()
  const change = async () => {
    const key = await giveUsedKey(certificate.customer, 1)
    return timed(() => deactivateKey(certificate.customer, { id: key.id }))
  }
  const times: Times = { alone: [], fleet: [], refused: [], loggedOut: [], silent: [], stopped: [] }
  for (let round = 0; round < rounds.usual; round++) times.alone.push(await change())
  const gateways = await launchVerifiers(2)
  const clients = gateways.map(({ tls }) => apiClient(tls, certificate.chain[2] ?? '', certificate))
  const commits = await listenForCommits()
  try {
    for (let round = 0; round < rounds.usual; round++) {
      const found = await measureRound({ certificate, gateways, clients, commits })
      for (const name of ['fleet', 'refused', 'loggedOut'] as const) times[name].push(found[name])
    }
    for (let round = 0; round < rounds.disturbed; round++) {
      times.silent.push(await besideASilentHolder(change))
      times.stopped.push(await besideAStopped(gateways, change))
    }
    return times
  } finally {
    await commits.close()
    for (const client of clients) client.close()
    await Promise.all(gateways.map((gateway) => gateway.stop()))
  }
}

type Side = {
  certificate: TestCertificate
  gateways: LaunchedVerifier[]
  clients: ApiClient[]
  commits: Awaited<ReturnType<typeof listenForCommits>>
}

async function measureRound({ certificate, gateways, clients, commits }: Side) {
  const key = await giveUsedKey(certificate.customer, 1)
  const token = await logIn(clients, key)
  const streams = await Promise.all(clients.map((client) => client.listen(token)))
  for (const stream of streams)
    if ((await stream.next())?.event !== 'ready') throw new Error('no event stream')
  const asking = gateways.map((gateway) => keepAsking(() => codeFor(gateway, key)))
  await until(() => asking.every(({ answers }) => answers.some(({ code }) => code === 'ok')))
  const told = Promise.all(streams.map(async (stream) => [await stream.next(), performance.now()] as const))
  const commit = commits.next()
  const fleet = await timed(() => deactivateKey(certificate.customer, { id: key.id }))
  const committed = await commit
  const refusals = () => asking.map(({ answers }) => answers.find(({ code }) => code === 'key_inactive'))
  await until(() => refusals().every(Boolean))
  await Promise.all(asking.map(({ stop }) => stop()))
  const ends = (await told).map(([event, at]) => {
    if (event?.event !== 'forced_logout') throw new Error('the session was to end')
    return at
  })
  const refused = Math.max(...refusals().map((found) => found?.answeredAt ?? Number.NaN))
  return { fleet, refused: refused - committed, loggedOut: Math.max(...ends) - committed }
}

async function logIn([client]: ApiClient[], key: SigningKey): Promise<string> {
  const answer = await client?.sign(key, 'POST', '/v1/sessions')
  if (answer?.status !== 201) throw new Error(`no session: ${JSON.stringify(answer)}`)
  return String(answer.body.token)
}

async function listenForCommits() {
  let heard: (at: number) => void = () => {}
  const connection = await openLeaseConnection({ hear: () => heard(performance.now()), lost: () => {} })
  return {
    /** When the next change is heard of. */
    next: () =>
      new Promise<number>((resolve) => {
        heard = resolve
      }),
    close: connection.close,
  }
}

async function besideASilentHolder(change: () => Promise<number>): Promise<number> {
  const connection = await openLeaseConnection({ hear: () => {}, lost: () => {} })
  const id = randomUUID()
  await connection.register(id, null)
  // Closing the connection at the end cuts off a renewal that is under way.
  const renewing = setInterval(() => void connection.renew(id).catch(() => {}), renewEveryMs)
  try {
    return await change()
  } finally {
    clearInterval(renewing)
    await connection.close()
  }
}

async function besideAStopped([gateway]: LaunchedVerifier[], change: () => Promise<number>): Promise<number> {
  if (!gateway) throw new Error('there is a gateway')
  process.kill(gateway.pid, 'SIGSTOP')
  try {
    return await change()
  } finally {
    process.kill(gateway.pid, 'SIGCONT')
    await new Promise((resolve) => setTimeout(resolve, 2 * renewEveryMs))
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}
