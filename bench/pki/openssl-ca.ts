import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@/lib/pki/pem'
import { buildCsr, name } from '@/test/build-csr'
import { utf8 } from '@/test/der'
import { openssl } from '@/test/openssl'
import type { Sample } from '../support/alternate'

/** The same profile as ours, with a text file for a database; no customer, no limit, no record. */
const settings = `
[ca]
default_ca = ca
[ca]
dir = .
database = index.txt
new_certs_dir = issued
certificate = ca.pem
private_key = ca.key
rand_serial = yes
default_md = sha256
default_days = 365
policy = any
unique_subject = no
x509_extensions = profile
[any]
commonName = supplied
[profile]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
certificatePolicies = 1.2.3.4
crlDistributionPoints = URI:http://localhost/ca/crl/1
authorityInfoAccess = OCSP;URI:http://localhost/ca/ocsp, caIssuers;URI:http://localhost/ca/1.cer
`

/** The peer of the issuance: `openssl ca`, one process that issues `count` certificates one after the other. */
export function runOpensslCa(count: number): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'signet-openssl-ca-'))
  try {
    mkdirSync(join(folder, 'issued'))
    writeFileSync(join(folder, 'index.txt'), '')
    writeFileSync(join(folder, 'openssl.cnf'), settings)
    const newKey = 'ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key'
    openssl(`req -x509 -newkey ${newKey} -out ca.pem -subj /CN=CA -days 3650`, { cwd: folder })
    const files = Array.from({ length: count }, (_, number) => {
      const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const csr = buildCsr({ key, subject: name(utf8(`Customer ${number}`)) })
      writeFileSync(join(folder, `${number}.csr`), toPem('CERTIFICATE REQUEST', csr))
      return `${number}.csr`
    })
    // The shell says what its children took: the second line of `times` (POSIX).
    const command = `openssl ca -batch -notext -config openssl.cnf -infiles ${files.join(' ')} >/dev/null 2>&1 && times`
    const said = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    const [user = '', system = ''] = said.trim().split('\n')[1]?.split(' ') ?? []
    return { count, cpuSeconds: secondsOf(user) + secondsOf(system) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `1m2.345s` */
function secondsOf(text: string): number {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text) ?? []
  if (!seconds) throw new Error(`not a time: ${text}`)
  return Number(minutes) * 60 + Number(seconds)
}
