import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOcsp } from '@/lib/certificates/answer-ocsp'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { issuedCertificate, type TestCertificate } from '@/test/issued'
import { launchGateway } from '@/test/launch-gateway'
import { openssl } from '@/test/openssl'
import { alternate } from '../support/alternate'
import { load } from '../support/load'
import { statementsOf } from './statements-of'

export type OcspFigures = {
  rates: Record<'product' | 'bare', number[]>
  statements: string[]
  /** Of an answer. */
  bytes: number
}

/** Stands in the responder's certificate, so in every signed answer and in none that refuses. */
const marker = 'OCSP Responder'
const headers = { 'content-type': 'application/ocsp-request' }

/**
 * Asks the gateway's own process for a good certificate over POST, without a nonce, and in turn a Fastify that does
 * nothing but send back as many bytes as an answer has.
 */
export async function measureOcsp(rounds: number): Promise<OcspFigures> {
  await ensureAuthorities()
  await Promise.all([ensureServerCertificate(), keepResponders()])
  const certificate = await issuedCertificate()
  // A line of the log for each request, as production has it.
  const gateway = await launchGateway({ LOG_LEVEL: 'debug' })
  const bare = fork('bench/pki/bare.ts', { env: { ...process.env, NODE_ENV: 'production' } })
  const exited = once(bare, 'exit')
  try {
    const [port] = await once(bare, 'message')
    const url = `${gateway.pki}/ca/ocsp`
    const { request, answer } = askOnce(url, certificate)
    const product = { url, pid: gateway.pid, headers, marker, body: request }
    const peer = { url: `http://127.0.0.1:${port}/`, pid: bare.pid ?? 0, headers, marker, body: answer }
    const rates = await alternate(
      { product: () => load(product), bare: () => load(peer) },
      rounds,
      console.log,
    )
    // The responders are known from the first answer on, for seconds.
    await answerOcsp(request)
    const statements = await statementsOf(() => answerOcsp(request))
    return { rates, statements: statements.map(({ text }) => text), bytes: answer.length }
  } finally {
    bare.disconnect()
    await Promise.all([exited, gateway.stop()])
  }
}

/** The request as openssl makes it, and the answer, which openssl has checked. */
function askOnce(url: string, { chain }: TestCertificate): { request: Buffer; answer: Buffer } {
  const cwd = mkdtempSync(join(tmpdir(), 'signet-ocsp-'))
  try {
    for (const [at, name] of ['leaf', 'issuing', 'root'].entries())
      writeFileSync(join(cwd, `${name}.pem`), chain[at] ?? '')
    const what = '-issuer issuing.pem -cert leaf.pem -no_nonce'
    const trust = '-CAfile root.pem -verify_other issuing.pem'
    const said = openssl(`ocsp ${what} ${trust} -url ${url} -reqout request.der -respout answer.der`, { cwd })
    if (!said.toString().includes('leaf.pem: good')) throw new Error(`OCSP answered ${said.toString()}`)
    return { request: readFileSync(join(cwd, 'request.der')), answer: readFileSync(join(cwd, 'answer.der')) }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}
