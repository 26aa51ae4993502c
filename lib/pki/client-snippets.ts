import { type ExportFormat, exportFileName } from './export-name'
import { javaProgram } from './java-program'

export const clients = ['curl', 'node', 'python', 'java'] as const
/** What customers sign in to the API with. */
export type Client = (typeof clients)[number]

/** Whose file it is, and where it is shown. */
export type ClientPlace = {
  serialNumber: string
  /** Where the gateway is, without a path. */
  gatewayOrigin: string
  /** Whether the gateway's own certificate comes from the CA of the customers' file, and not from one that every client knows. */
  ownCa: boolean
}

/** What to type or to keep in a file; `note` names a sentence about it. */
export type Snippet = {
  note: 'convert' | 'ca' | 'program' | 'run' | 'check'
  fileName?: string
  code: string
}

/** The form that a client reads by itself. */
const reads: Record<Client, readonly ExportFormat[]> = {
  curl: ['p12', 'pem'],
  node: ['p12', 'pem'],
  python: ['pem'],
  java: ['p12'],
}
const caFile = 'signet-ca.pem'
/** Tells a client whether the certificate that it shows counts. */
const askedPath = '/v1/certificate'
/** The password is typed once and stands in no command or program. */
export const passwordVariable = 'SIGNET_PASSWORD'
const passIn = `-passin env:${passwordVariable}`
const passOut = `-passout env:${passwordVariable}`

/** From the file to the first answer of the gateway: shell commands, and a program where the client is a language. */
export function clientSnippets(client: Client, format: ExportFormat, place: ClientPlace): Snippet[] {
  const read = reads[client].includes(format) ? format : format === 'p12' ? 'pem' : 'p12'
  const convert = { note: 'convert', code: conversion(place.serialNumber, format) } as const
  const ca = { note: 'ca', code: caFromFile(place.serialNumber, format) } as const
  return [
    ...(read === format ? [] : [convert]),
    ...(place.ownCa ? [ca] : []),
    ...programs[client](exportFileName(place.serialNumber, read), read, place),
  ]
}

/** Shows what is in a file, to compare with the certificate's page; fails with a wrong password. */
export function fileCheck(serialNumber: string, format: ExportFormat): Snippet {
  const file = exportFileName(serialNumber, format)
  const show = 'openssl x509 -noout -serial -enddate -fingerprint -sha256'
  const code =
    format === 'p12'
      ? lines(`openssl pkcs12 -in ${file} ${passIn}`, '-nokeys -clcerts', `| ${show}`)
      : lines(`openssl pkey -in ${file} ${passIn}`, '-noout -check', `&& ${show} -in ${file}`)
  return { note: 'check', code }
}

/** The other form of a file, with the same password and no fewer rounds. */
export function conversion(serialNumber: string, from: ExportFormat): string {
  const [p12, pem] = [exportFileName(serialNumber, 'p12'), exportFileName(serialNumber, 'pem')]
  if (from === 'pem')
    return lines(
      `openssl pkcs12 -export -in ${pem} ${passIn}`,
      `-out ${p12} ${passOut}`,
      '-keypbe AES-256-CBC -certpbe AES-256-CBC',
      '-macalg SHA256 -iter 600000',
    )
  return lines(
    `openssl pkcs12 -in ${p12} ${passIn} -nocerts -noenc`,
    '| openssl pkcs8 -topk8 -v2 aes-256-cbc',
    '-v2prf hmacWithSHA256 -iter 600000',
    `${passOut} -out ${pem}`,
    `&& openssl pkcs12 -in ${p12} ${passIn} -nokeys >> ${pem}`,
  )
}

/** A file in the old encryption (3DES, SHA-1), for Windows Server 2016 and older; from the PEM form. */
export function oldWindowsFile(serialNumber: string): string {
  return lines(
    `openssl pkcs12 -export -in ${exportFileName(serialNumber, 'pem')} ${passIn}`,
    `-out old-${exportFileName(serialNumber, 'p12')} ${passOut}`,
    '-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES',
    '-macalg SHA1 -iter 600000',
  )
}

/** The CAs stand in the customer's own file: they need not be fetched from anywhere. */
function caFromFile(serialNumber: string, format: ExportFormat): string {
  const file = exportFileName(serialNumber, format)
  return format === 'p12'
    ? lines(`openssl pkcs12 -in ${file} ${passIn}`, `-nokeys -cacerts -out ${caFile}`)
    : lines(`openssl crl2pkcs7 -nocrl -certfile ${file}`, `| openssl pkcs7 -print_certs -out ${caFile}`)
}

/** One command over several lines, as a shell reads it. */
function lines(...parts: string[]): string {
  return parts.join(' \\\n  ')
}

type Program = (file: string, format: ExportFormat, place: ClientPlace) => Snippet[]

const programs: Record<Client, Program> = {
  curl: (file, format, { gatewayOrigin, ownCa }) => [
    {
      note: 'run',
      code: lines(
        format === 'p12'
          ? `curl --cert-type P12 --cert "${file}:$${passwordVariable}"`
          : `curl --cert ${file} --key ${file} --pass "$${passwordVariable}"`,
        ...(ownCa ? [`--cacert ${caFile}`] : []),
        `${gatewayOrigin}${askedPath}`,
      ),
    },
  ],
  node: (file, format, { gatewayOrigin, ownCa }) => [
    {
      note: 'program',
      fileName: 'signet-client.mjs',
      code: `import { readFileSync } from 'node:fs'
import { get } from 'node:https'

const options = {
${format === 'p12' ? `  pfx: readFileSync('${file}'),` : `  key: readFileSync('${file}'),\n  cert: readFileSync('${file}'),`}
  passphrase: process.env.${passwordVariable},${ownCa ? `\n  ca: readFileSync('${caFile}'),` : ''}
}
get('${gatewayOrigin}${askedPath}', options, async (answer) => {
  console.log(answer.statusCode)
  for await (const part of answer.setEncoding('utf8')) process.stdout.write(part)
})
`,
    },
    { note: 'run', code: 'node signet-client.mjs' },
  ],
  python: (file, _format, { gatewayOrigin, ownCa }) => [
    {
      note: 'program',
      fileName: 'signet_client.py',
      code: `import os
import ssl
import urllib.error
import urllib.request

context = ssl.create_default_context(${ownCa ? `cafile='${caFile}'` : ''})
context.load_cert_chain('${file}', password=os.environ['${passwordVariable}'])
try:
    answer = urllib.request.urlopen('${gatewayOrigin}${askedPath}', context=context)
except urllib.error.HTTPError as refused:
    answer = refused
print(answer.status)
print(answer.read().decode())
`,
    },
    { note: 'run', code: 'python3 signet_client.py' },
  ],
  java: (file, _format, place) => [
    {
      note: 'program',
      fileName: 'SignetClient.java',
      code: javaProgram({
        file,
        password: passwordVariable,
        caFile: place.ownCa ? caFile : null,
        address: `${place.gatewayOrigin}${askedPath}`,
      }),
    },
    { note: 'run', code: 'java SignetClient.java' },
  ],
}
