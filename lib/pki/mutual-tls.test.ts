import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import { peerClients } from '@/test/peers/clients'
import type { Bytes } from './bytes'
import { lockKey } from './locked-key'
import { makePem } from './make-pem'
import { makePkcs12 } from './make-pkcs12'
import { toPem } from './pem'

const cwd = mkdtempSync(join(tmpdir(), 'signet-mutual-'))
const password = 'A123456789'
const iterations = 100_000
let server: Server
let url = ''
/** Why the server turned somebody away. Some clients try again. */
const refusals = new Set<string>()

type Ca = Awaited<ReturnType<typeof inMemoryCa>>
type Issued = Awaited<ReturnType<Ca['issue']>>

/** Both forms of an exported file, as `NAME.p12` and `NAME.pem`. */
async function save(name: string, { pkcs8, chain, serialNumber }: Issued): Promise<void> {
  const p12 = { pkcs8, chain, password, friendlyName: 'Signet', localKeyId: serialNumber, iterations }
  writeFileSync(join(cwd, `${name}.p12`), await makePkcs12(p12))
  writeFileSync(join(cwd, `${name}.pem`), makePem(await lockKey(pkcs8, password, iterations), chain))
}

const crl = (der: Bytes) => toPem('X509 CRL', der)

/** A server that lets in whom our root vouches for, save who stands in the lists. */
beforeAll(async () => {
  const [ca, other] = [await inMemoryCa(new Date()), await inMemoryCa(new Date())]
  const holder = (serialNumber: string) => ({ serialNumber, commonName: '王小明' })
  const [live, revoked] = [await ca.issue(holder('T1')), await ca.issue(holder('T2'))]
  await save('live', live)
  await save('revoked', revoked)
  await save('stranger', await other.issue(holder('T3')))
  const entry = {
    serialNumber: revoked.serialNumber,
    revokedAt: new Date(),
    reason: 'keyCompromise',
  } as const
  const lists = Array.from({ length: 16 }, (_, number) =>
    crl(ca.list(number === revoked.revocationList ? [entry] : [], number)),
  )
  openssl(
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 2',
    { cwd },
  )
  server = createServer(
    {
      key: readFileSync(join(cwd, 'server.key')),
      cert: readFileSync(join(cwd, 'server.pem')),
      ca: toPem('CERTIFICATE', ca.rootDer),
      crl: [...lists, crl(ca.list([]))],
      requestCert: true,
      // Turned away below, where it is known why.
      rejectUnauthorized: false,
    },
    (request, response) => {
      const socket = request.socket as TLSSocket
      if (socket.authorized) response.end(`hello ${socket.getPeerCertificate().subject.serialNumber}`)
      else {
        refusals.add(String(socket.authorizationError))
        socket.destroy()
      }
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://localhost:${(server.address() as AddressInfo).port}/`
})

afterAll(() => {
  server.close()
  rmSync(cwd, { recursive: true })
})

for (const { name, here, formats, ask } of peerClients)
  describe.skipIf(!here)(`${name} with an exported file`, () => {
    const asks = (file: string, pass = password) => ask(url, join(cwd, file), pass, join(cwd, 'server.pem'))

    beforeEach(() => refusals.clear())

    test.each(formats)('is let in by a .%s', async (format) => {
      expect(await asks(`live.${format}`)).toBe('hello T1')
    })

    test.each(formats)('can’t open a .%s with a wrong password', async (format) => {
      await expect(asks(`live.${format}`, 'A123456788')).rejects.toThrow()
      expect([...refusals]).toEqual([])
    })

    test('is refused once revoked', async () => {
      await expect(asks(`revoked.${formats[0]}`)).rejects.toThrow()
      expect([...refusals]).toEqual(['CERT_REVOKED'])
    })

    test('is refused with the certificate of another CA of the same name', async () => {
      await expect(asks(`stranger.${formats[0]}`)).rejects.toThrow()
      expect(refusals.size).toBe(1)
    })
  })
