import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { wasAbsent } from '@/lib/answer-status'
import { routes } from '@/lib/routes'
import { securityHeaders } from './security-headers'

type Options = {
  /** Where customers open the portal. */
  origin: URL
  development: boolean
  /** Send those who come by another host name to the origin: cookies and sign-in hold for one name only. */
  oneHost: boolean
  /** The host and port by which this process reaches itself. */
  listensAs: string
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST']
/** Next has one limit for every server action, that of the largest: the import of customers. */
const longestBodyBytes = 65_536
const longestImportBytes = 6_000_000

/** What stands before every request: security headers, who calls, and refusal of what no page of ours sends. */
export function guardRequests(
  { origin, development, oneHost, listensAs }: Options,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  const https = origin.protocol === 'https:'
  return (request, response) => {
    const headers = securityHeaders(randomBytes(16).toString('base64'), { https, development })
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const isStatic = request.url?.startsWith('/_next/static/')
    if (!isStatic) response.setHeader('cache-control', 'no-store')

    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!isPath(request.url)) return refuse(response, 400, 'This address is malformed.')
    if (!methods.includes(request.method ?? '')) return refuse(response, 405, 'This method is not served.')
    // A body in chunks says nothing of its length, and could have any. Browsers always say it.
    if (request.headers['transfer-encoding'] !== undefined)
      return refuse(response, 411, 'This request does not say how long it is.')
    const isImport = request.url.split('?')[0] === routes.deskImport()
    if (Number(request.headers['content-length'] ?? 0) > (isImport ? longestImportBytes : longestBodyBytes))
      return refuse(response, 413, 'This request is too large.')
    if (request.method === 'POST' && request.headers.origin !== origin.origin)
      return refuse(response, 403, 'This request came from another site.')
    // Where an action redirects, the framework fetches the page from this process, by the name it listens on: sent
    // elsewhere, that fetch would lose its cookies and come back as nobody's page. By no other name, though: one that
    // a stranger's page has pointed at this computer is the name of that page.
    const isOwnFetch = request.headers.rsc !== undefined && request.headers.host === listensAs
    if (oneHost && reads && !isOwnFetch && request.headers.host !== origin.host)
      return void response.writeHead(307, { location: origin.origin + request.url }).end()

    const requestId = randomUUID()
    stamp(request, origin, requestId)
    answerAbsent(request, response, requestId)
    // Next reads the nonce for its own scripts from here.
    request.headers['content-security-policy'] = headers['content-security-policy']
    handle(request, response).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'Something went wrong.')
    })
  }
}

/** Replaces what only we may say about a request. */
function stamp(request: IncomingMessage, origin: URL, requestId: string): void {
  for (const name of Object.keys(request.headers))
    if (name.startsWith('signet-') || name === 'x-forwarded-host') delete request.headers[name]
  request.headers['signet-peer'] = request.socket.remoteAddress ?? ''
  request.headers['signet-request-id'] = requestId
  // Next compares Origin with these for a server action; the origin is configuration, not what a client says.
  request.headers.host = origin.host
  request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1)
}

/**
 * A page that says that there is nothing to show is answered as 404. Not what script fetches in place of a page: for
 * anything but 200 it would load the whole page once more.
 */
function answerAbsent(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const isFetch = request.headers.rsc !== undefined
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const absent = wasAbsent(requestId) && !isFetch && status === 200
    return writeHead(absent ? 404 : status, ...rest)
  }
  // It may have been said after the answer had begun, or of one that never did.
  response.on('close', () => void wasAbsent(requestId))
}

/** A path on this host that can be decoded: not `http://…`, `//other.example`, `/\other.example` or `/%ff`. */
function isPath(url: string | undefined): url is string {
  if (!url?.startsWith('/') || /^\/[/\\]/.test(url)) return false
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\0')
  } catch {
    return false
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`)
}
