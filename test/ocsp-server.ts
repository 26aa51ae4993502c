import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { makeApp } from '@/gateway/make-app'
import { pkiRoutes } from '@/gateway/pki-routes'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { oids } from '@/lib/pki/oids'
import { toPem } from '@/lib/pki/pem'
import { der, octets, oid, seq } from './der'
import { inMemoryCa } from './in-memory-ca'
import { issuedCertificate, revokeAsStaff } from './issued'
import { openssl } from './openssl'
import { run } from './run'

/** What the tests of a file ask, and how. */
type OcspServer = {
  /**
   * A folder with good.pem, revoked.pem (keyCompromise), their CAs in issuing.pem and root.pem, and of a CA that is not
   * here others.pem by other.pem.
   */
  cwd: string
  /** Its address, once the tests run. */
  url: () => string
  /** What openssl says when it asks; it checks the signature, the responder's certificate and the nonce. */
  ask: (...args: string[]) => ReturnType<typeof run>
  /** A request as openssl makes it. */
  request: (...args: string[]) => Buffer
  /** A request for the good certificate with this nonce, in hex. */
  withNonce: (hex: string) => Buffer
  post: (body: Uint8Array<ArrayBuffer> | string, type?: string) => Promise<Response>
  /** @param path what follows the address, as it is */
  get: (path: string) => Promise<Response>
}

/** Serves OCSP on loopback, with certificates to ask for, from before the first test of the file until after its last. */
export function ocspServer(): OcspServer {
  const cwd = mkdtempSync(join(tmpdir(), 'signet-ocsp-'))
  const app = makeApp('pki')
  pkiRoutes(app)

  beforeAll(async () => {
    await writeCertificates(cwd)
    await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await app.close()
    await rm(cwd, { recursive: true })
  })

  const url = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/ca/ocsp`
  const trust = ['-issuer', 'issuing.pem', '-CAfile', 'root.pem', '-verify_other', 'issuing.pem']
  const request = (...args: string[]) => {
    openssl(['ocsp', '-issuer', 'issuing.pem', ...args, '-reqout', 'request.der'], { cwd })
    return readFileSync(join(cwd, 'request.der'))
  }
  return {
    cwd,
    url,
    ask: (...args) => run('openssl', ['ocsp', ...trust, '-url', url(), ...args], { cwd }),
    request,
    withNonce: (hex) => {
      const plain = request('-no_nonce', '-cert', 'good.pem')
      // OCSPRequest { TBSRequest { requestList, requestExtensions [2] } }, all short: two bytes of header each.
      const requestList = plain.subarray(4)
      const nonce = octets(octets(Buffer.from(hex, 'hex')))
      return seq(seq(requestList, der(0xa2, seq(seq(oid(oids.ocspNonce), nonce)))))
    },
    post: (body, type = 'application/ocsp-request') =>
      fetch(url(), { method: 'POST', body, headers: { 'content-type': type } }),
    get: (path) => fetch(`${url()}/${path}`),
  }
}

export async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer())
}

/** OCSPResponseStatus of an answer without one: SEQUENCE { ENUMERATED }. */
export async function statusIn(answer: Response): Promise<number | undefined> {
  return (await bytesOf(answer)).at(4)
}

async function writeCertificates(cwd: string): Promise<void> {
  const write = (name: string, text: string) => writeFileSync(join(cwd, name), text)
  await ensureAuthorities()
  await keepResponders()
  const [good, revoked] = [await issuedCertificate(), await issuedCertificate()]
  await revokeAsStaff(revoked, 'keyCompromise')
  const [leaf = '', issuing = '', root = ''] = good.chain
  write('good.pem', leaf)
  write('revoked.pem', revoked.chain[0] ?? '')
  write('issuing.pem', issuing)
  write('root.pem', root)
  const other = await inMemoryCa(new Date())
  write('other.pem', toPem('CERTIFICATE', other.issuingDer))
  write('others.pem', toPem('CERTIFICATE', (await other.issue({ serialNumber: 'T1', commonName: 'a' })).der))
}
