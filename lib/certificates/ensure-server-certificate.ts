import 'server-only'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { addressBytes } from '@/lib/net/address-bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { toPem } from '@/lib/pki/pem'
import { newSerialNumber } from '@/lib/pki/serial-number'
import { serverTbs } from '@/lib/pki/server-profile'
import { gatewayTlsFiles } from './gateway-tls-files'
import { lockAuthorities } from './lock-authorities'
import { type ServerAuthority, serverAuthority } from './server-authority'

const daySeconds = 86_400
/** What Apple's clients accept at the most is 398 days. */
const lifeSeconds = 397 * daySeconds
const renewSeconds = 30 * daySeconds
const backdateSeconds = 3600

/**
 * Sees to it that the demo's gateway has a certificate for the names by which it is reached here, from a CA for servers
 * under the demo's root, and a key that only this user may read. Not where the operator's own files are set.
 * @returns false when there is none and none can be made: the root's key is not here any more
 */
export async function ensureServerCertificate(): Promise<boolean> {
  if (env().SIGNET_MODE === 'production' || env().GATEWAY_TLS_CERT) return true
  const hosts = reachableAs()
  if (await isGood(hosts)) return true
  return transaction(async (tx) => {
    await lockAuthorities(tx)
    const authority = await serverAuthority(tx)
    if (authority) await writeCertificate(authority, hosts)
    return authority !== null
  })
}

function reachableAs(): string[] {
  const { HOST, GATEWAY_ORIGIN } = env()
  const anywhere = ['0.0.0.0', '::']
  const named = [HOST, new URL(GATEWAY_ORIGIN).hostname.replace(/^\[|\]$/g, '')].filter(
    (host) => host !== undefined && !anywhere.includes(host),
  ) as string[]
  return [...new Set(['localhost', '127.0.0.1', '::1', ...named])]
}

async function isGood(hosts: string[]): Promise<boolean> {
  const files = gatewayTlsFiles()
  try {
    const [pem] = await Promise.all([readFile(files.certificate), readFile(files.key)])
    const certificate = new X509Certificate(pem)
    const names = (host: string) =>
      addressBytes(host) ? certificate.checkIP(host) : certificate.checkHost(host)
    const lasts = new Date(certificate.validTo) > addSeconds(clock.now(), renewSeconds)
    return lasts && hosts.every((host) => names(host) !== undefined)
  } catch {
    return false
  }
}

async function writeCertificate({ issuer, signer, der }: ServerAuthority, hosts: string[]): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = clock.now()
  const notAfter = new Date(Math.min(addSeconds(now, lifeSeconds).getTime(), issuer.notAfter.getTime()))
  const tbs = await serverTbs({
    issuer,
    name: { ...issuer.organisation, commonName: 'localhost' },
    hosts,
    publicKeyDer: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    serialNumber: newSerialNumber(),
    notBefore: addSeconds(now, -backdateSeconds),
    notAfter,
    pkiUrl: env().PKI_URL,
  })
  const leaf = signedCertificate(tbs, issuer.signature, await signer.sign(tbs))
  const files = gatewayTlsFiles()
  await mkdir(dirname(files.key), { recursive: true, mode: 0o700 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  await replace(files.key, key.toString(), 0o600)
  await replace(files.certificate, toPem('CERTIFICATE', leaf) + toPem('CERTIFICATE', der), 0o644)
}

async function replace(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode })
  await rename(`${path}.new`, path)
}
