import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'

type Outcome = { code: number; output: string }

/** A program that takes one PKCS#12 file and its password, and says whether it opens. */
export type P12Opener = { name: string; open: (file: string, password: string) => Promise<Outcome> }

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0
      resolve({ code, output: stdout + stderr })
    })
  })
}

/** Whether a program is on this machine. */
export async function isInstalled(command: string): Promise<boolean> {
  return (await run('sh', ['-c', `command -v ${command}`])).code === 0
}

/** The certificates in the file as PEM: the customer's own, then its issuers. */
export async function certificatesIn(
  file: string,
  password: string,
): Promise<{ own: string; issuers: string[] }> {
  const list = async (which: string) => {
    const { output } = await run('openssl', [
      'pkcs12',
      '-in',
      file,
      '-passin',
      `pass:${password}`,
      '-nokeys',
      which,
    ])
    return output.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  }
  return { own: (await list('-clcerts'))[0] ?? '', issuers: await list('-cacerts') }
}

/** `openssl verify` with nothing trusted but the chain's self-signed root. */
export async function verifyChain(own: string, issuers: string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'signet-chain-'))
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  try {
    const isRoot = (pem: string) => new X509Certificate(pem).checkIssued(new X509Certificate(pem))
    const root = await file('root.pem', issuers.filter(isRoot).join('\n'))
    const between = await file('between.pem', issuers.filter((pem) => !isRoot(pem)).join('\n'))
    const leaf = await file('leaf.pem', own)
    return await run('openssl', [
      ...['verify', '-x509_strict', '-purpose', 'sslclient', '-no-CApath', '-no-CAstore'],
      ...['-CAfile', root, '-untrusted', between, leaf],
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const openssl: P12Opener = {
  name: 'openssl',
  open: (file, password) => run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-noenc']),
}

export const keytool: P12Opener = {
  name: 'keytool',
  open: (file, password) =>
    run(
      'keytool',
      ['-list', '-v', '-storetype', 'PKCS12', '-keystore', file, '-storepass:env', 'P12_PASSWORD'],
      {
        P12_PASSWORD: password,
      },
    ),
}

/** `curl` with the file as its client certificate, at a TLS server that demands one under the file's own root. */
export const curl: P12Opener = { name: 'curl', open: (file, password) => callWithCertificate(file, password) }

async function callWithCertificate(file: string, password: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'signet-tls-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
    ...[
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ])
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate), requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      response.end(
        `presented ${(request.socket as TLSSocket).getPeerCertificate().serialNumber ?? 'nothing'}\n`,
      )
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`
    const presented = ['--cert-type', 'P12', '--cert', `${file}:${password}`]
    return await run('curl', [
      '--silent',
      '--show-error',
      '--max-time',
      '20',
      '--cacert',
      certificate,
      ...presented,
      url,
    ])
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
}
