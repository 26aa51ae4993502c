/**
 * Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.
 * Settings are environment variables; see README.md.
 */
import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

const { SIGNET_URL, SIGNET_CERT, SIGNET_PASSWORD, SIGNET_CA, SIGNET_KEY, SIGNET_SECRET } = process.env
const path = process.env.SIGNET_PATH ?? '/v1/key'
const everyMs = Number(process.env.SIGNET_SECONDS ?? 10) * 1000

const file = readFileSync(SIGNET_CERT)
const agent = new Agent({
  keepAlive: true,
  passphrase: SIGNET_PASSWORD,
  ...(SIGNET_CERT.endsWith('.p12') ? { pfx: file } : { key: file, cert: file }),
  ...(SIGNET_CA && { ca: readFileSync(SIGNET_CA) }),
})

const stopping = new AbortController()
let token = ''

function send(method, target, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = { method, agent, headers: { 'user-agent': 'signet-example-node/1', ...headers } }
    request(`${SIGNET_URL}${target}`, options, resolve).on('error', reject).end()
  })
}

/** The dialect `signet` for a request without a body. */
function signed(method, target) {
  const [pathname, query = ''] = target.split(/\?(.*)/s)
  const timestamp = String(Date.now())
  const digest = createHash('sha256').update('').digest('hex')
  const signedText = [timestamp, method, pathname, query, digest].join('\n')
  return {
    'signet-key': SIGNET_KEY,
    'signet-timestamp': timestamp,
    'signet-signature': createHmac('sha256', SIGNET_SECRET).update(signedText).digest('hex'),
  }
}

/**
 * Sends a request; waits and repeats where the gateway asks for patience (429, 503).
 * @param makeHeaders called for each try: a signature is good once
 */
async function ask(method, target, makeHeaders) {
  for (;;) {
    const answer = await send(method, target, makeHeaders())
    const body = await text(answer)
    const { statusCode: status } = answer
    if (status === 429 || status === 503) {
      await sleep(Number(answer.headers['retry-after'] ?? 5) * 1000, null, { signal: stopping.signal })
      continue
    }
    const said = body.startsWith('{') ? JSON.parse(body) : {}
    if (said.code === 304) stop(`forced logout: ${said.reason}`)
    return { status, said }
  }
}

const withToken = () => ({ authorization: `Bearer ${token}` })

/** The end: once, for one reason. Nothing is tried again with a session that has ended. */
function stop(why) {
  if (stopping.signal.aborted) return
  console.log(why)
  stopping.abort()
}

/** Server-sent events: over each break it comes back, until it is told that the session has ended. */
async function listen() {
  let retryMs = 3000
  let lastId = ''
  while (!stopping.signal.aborted) {
    const headers = {
      ...withToken(),
      accept: 'text/event-stream',
      ...(lastId && { 'last-event-id': lastId }),
    }
    const answer = await send('GET', '/v1/sessions/current/events', headers).catch(() => null)
    if (answer?.statusCode === 204) return stop('forced logout: told before')
    if (answer?.statusCode === 200) {
      stopping.signal.addEventListener('abort', () => answer.destroy())
      for await (const { id, event, data, retry } of eventsOf(answer)) {
        if (id) lastId = id
        if (retry) retryMs = Number(retry)
        if (event === 'forced_logout') return stop(`forced logout: ${JSON.parse(data).reason}`)
      }
    } else if (answer) {
      const body = await text(answer)
      if (answer.statusCode === 401) return stop(`the session is not accepted: ${body}`)
      retryMs = Number(answer.headers['retry-after'] ?? 5) * 1000
    }
    await sleep(retryMs, null, { signal: stopping.signal }).catch(() => {})
  }
}

async function* eventsOf(stream) {
  let rest = ''
  try {
    for await (const chunk of stream.setEncoding('utf8')) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop()
      for (const block of blocks)
        yield Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
    }
  } catch {
    // The connection broke: whoever listens comes back.
  }
}

const opened = await ask('POST', '/v1/sessions', () => signed('POST', '/v1/sessions'))
if (opened.status !== 201) {
  console.error(`no login: ${JSON.stringify(opened.said)}`)
  process.exit(1)
}
token = opened.said.token
console.log(`logged in: ${opened.said.session.id}`)

let leaving
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stop('logging out')
    leaving ??= send('DELETE', '/v1/sessions/current', withToken()).catch((error) => {
      console.error(`not logged out: ${error.message}`)
    })
  })

const listening = listen()
while (!stopping.signal.aborted) {
  try {
    const own = await ask('GET', path, () => signed('GET', path))
    if (!stopping.signal.aborted) console.log(`signed request: ${own.status}`)
    const { status } = await ask('GET', '/v1/sessions/current', withToken)
    if (status === 200) console.log(`session request: ${status}`)
    else if (status === 401) stop('the session is not accepted')
    await sleep(everyMs, null, { signal: stopping.signal })
  } catch (error) {
    if (error.name === 'AbortError') break
    console.error(`not reached: ${error.message}`)
    await sleep(everyMs, null, { signal: stopping.signal }).catch(() => {})
  }
}
await Promise.all([listening, leaving])
agent.destroy()
