import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@/lib/pki/pem'
import { readPem } from '@/lib/pki/read-pem'
import { openssl } from './openssl'

export const foreignPassphrase = 'opens-the-key-of-another'

type Ca = {
  /** Its file's name; `issuer` names another's, and itself makes a root. */
  name: string
  issuer: string
  subject?: string
  /** For `openssl genpkey`. */
  key?: string
  /** Lines of an extension file. */
  extensions?: string
  /** Further arguments of `openssl x509 -req`. */
  args?: string
}

const extensionsOf = (issuer: boolean) =>
  `basicConstraints=critical,CA:TRUE${issuer ? ',pathlen:0' : ''}
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`

/** A folder in which `openssl` makes CAs of somebody else. */
export function foreignCas() {
  const cwd = mkdtempSync(join(tmpdir(), 'signet-foreign-'))
  const run = (commandLine: string) => openssl(commandLine, { cwd })

  /** Makes `name.key` (encrypted PKCS#8), `name.pem`. */
  function make(ca: Ca): void {
    const { name, issuer, subject = `/C=TW/O=Foreign Broker/CN=${name}`, key, extensions, args = '' } = ca
    const text = extensions ?? extensionsOf(issuer !== name && name !== 'policy')
    writeFileSync(join(cwd, `${name}.ext`), text)
    run(`genpkey ${key ?? '-algorithm EC -pkeyopt ec_paramgen_curve:P-256'} -out ${name}.plain`)
    run(`pkcs8 -topk8 -v2 aes256 -in ${name}.plain -passout pass:${foreignPassphrase} -out ${name}.key`)
    request(name, subject)
    sign(name, issuer, args)
  }

  function request(name: string, subject: string) {
    openssl(['req', '-new', '-key', `${name}.plain`, '-subj', subject, '-utf8', '-out', `${name}.csr`], {
      cwd,
    })
  }

  function sign(name: string, issuer: string, args: string) {
    const by = name === issuer ? `-signkey ${name}.plain` : `-CA ${issuer}.pem -CAkey ${issuer}.plain`
    const days = /-days|-not_before/.test(args) ? '' : '-days 4000'
    run(`x509 -req -in ${name}.csr ${by} -extfile ${name}.ext ${days} ${args} -out ${name}.pem`)
  }

  /** What `openssl verify` says of a chain in base64, the leaf first and the root last. @throws when it does not verify */
  function verify(chain: string[]): string {
    const pems = chain.map((text) => toPem('CERTIFICATE', Buffer.from(text, 'base64')))
    writeFileSync(join(cwd, 'leaf.pem'), pems[0] ?? '')
    writeFileSync(join(cwd, 'between.pem'), pems.slice(1, -1).join(''))
    writeFileSync(join(cwd, 'top.pem'), pems.at(-1) ?? '')
    const purpose = '-x509_strict -purpose sslclient'
    return run(`verify ${purpose} -CAfile top.pem -untrusted between.pem leaf.pem`).toString()
  }

  const file = (name: string) => join(cwd, name)
  const ders = (...names: string[]) =>
    names.flatMap((name) => readPem(readFileSync(file(`${name}.pem`), 'utf8')).map(({ der }) => der))
  return { make, verify, file, ders }
}
