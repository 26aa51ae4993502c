/**
 * Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.
 * Settings are environment variables; see README.md.
 */
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { signer } from './sign.mjs'

const { SIGNET_URL, SIGNET_CERT, SIGNET_PASSWORD, SIGNET_CA, SIGNET_KEY, SIGNET_KEY_FILE } = process.env
const path = process.env.SIGNET_PATH ?? '/v1/key'
const everyMs = Number(process.env.SIGNET_SECONDS ?? 10) * 1000
/** A stream pings every 15 seconds: silence for longer is a broken connection. */
const silenceMs = 40_000
/** EX_TEMPFAIL: whatever started this program may start it again. */
const startAgain = 75

const signed = signer(SIGNET_KEY, SIGNET_KEY_FILE)
const file = readFileSync(SIGNET_CERT)
const agent = new Agent({
  keepAlive: true,
  passphrase: SIGNET_PASSWORD,
  ...(SIGNET_CERT.endsWith('.p12') ? { pfx: file } : { key: file, cert: file }),
  ...(SIGNET_CA && { ca: readFileSync(SIGNET_CA) }),
})

const stopping = new AbortController()
let token = ''
const withToken = () => ({ authorization: `Bearer ${token}` })

function send(method, target, headers, timeout = silenceMs) {
  return new Promise((resolve, reject) => {
    // As `path` the target is sent as it was signed; within a URL some characters would be escaped.
    const options = { agent, method, path: target, timeout }
    const asked = request(SIGNET_URL, {
      ...options,
      headers: { 'user-agent': 'signet-example-node/1', ...headers },
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('response', resolve).on('error', reject).end()
  })
}

/**
 * Sends a request; waits and repeats where the gateway asks for patience (429, 503): for what may be sent twice.
 * @param makeHeaders called for each try: a signature is good once
 */
async function ask(method, target, makeHeaders) {
  for (;;) {
    const answer = await send(method, target, makeHeaders())
    const body = await text(answer)
    const { statusCode: status } = answer
    if (status === 429 || status === 503) {
      await sleep(patienceMs(answer), null, { signal: stopping.signal })
      continue
    }
    const said = body.startsWith('{') ? JSON.parse(body) : {}
    if (said.code === 304) loggedOut(said.reason)
    return { status, said }
  }
}

/** How long to wait; Retry-After may be a date too (RFC 9110 10.2.3), or missing. */
function patienceMs({ headers }) {
  const said = headers['retry-after'] ?? ''
  return /^\d{1,4}$/.test(said) ? Math.max(1, Number(said)) * 1000 : 5000
}

/** The end: once, for one reason. Nothing is tried again with a session that has ended. */
function stop(why, exitCode = 0) {
  if (stopping.signal.aborted) return
  console.log(why)
  process.exitCode = exitCode
  stopping.abort()
  // Ends what is under way, the stream too; whoever logs out opens another connection.
  agent.destroy()
}

/** Told by the gateway. By its time alone a session ends without anybody having taken anything back. */
function loggedOut(reason) {
  const isOver = reason === 'session_expired' || reason === 'session_idle'
  stop(`forced logout: ${reason}`, isOver ? startAgain : 0)
}

/** Server-sent events: over each break it comes back, until it is told that the session has ended. */
async function listen() {
  let retryMs = 3000
  let lastId = ''
  while (!stopping.signal.aborted) {
    const accept = { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) }
    try {
      const answer = await send('GET', '/v1/sessions/current/events', { ...withToken(), ...accept })
      const { statusCode: status } = answer
      if (status === 204) return stop('forced logout: told before')
      if (status === 401) return stop(`the session is not accepted: ${await text(answer)}`, 1)
      if (status !== 200) retryMs = patienceMs(answer)
      for await (const { id, event, data, retry } of eventsOf(answer)) {
        if (id) lastId = id
        if (/^\d{1,9}$/.test(retry)) retryMs = Number(retry)
        if (event === 'forced_logout') return loggedOut(JSON.parse(data).reason)
      }
    } catch (error) {
      if (!stopping.signal.aborted) console.error(`the stream broke: ${error.message}`)
    }
    await pause(retryMs)
  }
}

async function* eventsOf(stream) {
  let rest = ''
  for await (const chunk of stream.setEncoding('utf8')) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()
    for (const block of blocks)
      yield Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
  }
}

const pause = (ms) => sleep(ms, null, { signal: stopping.signal }).catch(() => {})
const inWords = ({ status, said }) => (said.message ? `${status} ${said.code}: ${said.message}` : status)

const opened = await ask('POST', '/v1/sessions', () => signed('POST', '/v1/sessions')).catch((error) => {
  console.error(`not reached: ${error.message}`)
  process.exit(startAgain)
})
if (opened.status !== 201) {
  console.error(`no login: ${JSON.stringify(opened.said)}`)
  process.exit(1)
}
token = opened.said.token
console.log(`logged in: ${opened.said.session.id}`)

let leaving
async function logOut() {
  const answer = await send('DELETE', '/v1/sessions/current', withToken(), 5000)
  if (answer.statusCode !== 204) throw new Error(`answered ${answer.statusCode}`)
}
// Once: a second one ends the program at once.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    if (stopping.signal.aborted) return
    stop('logging out')
    leaving = logOut().catch((error) => console.error(`not logged out: ${error.message}`))
  })

const listening = listen()
while (!stopping.signal.aborted) {
  try {
    const own = await ask('GET', path, () => signed('GET', path))
    if (!stopping.signal.aborted) console.log(`signed request: ${inWords(own)}`)
    const session = await ask('GET', '/v1/sessions/current', withToken)
    if (session.status === 401) stop(`the session is not accepted: ${inWords(session)}`, 1)
    else console.log(`session request: ${inWords(session)}`)
  } catch (error) {
    if (!stopping.signal.aborted) console.error(`not reached: ${error.message}`)
  }
  await pause(everyMs)
}
await Promise.all([listening, leaving])
agent.destroy()
