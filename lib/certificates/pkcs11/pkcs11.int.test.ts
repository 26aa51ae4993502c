import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { applyForCertificate } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { foreignCas, foreignPassphrase } from '@/test/foreign-ca'
import { noSoftHsm, softHsm, softHsmPin } from '@/test/soft-hsm'
import { authorityStatus } from '../authority-status'
import { importAuthority } from '../import-authority'
import { openSigner } from '../open-signer'
import { loadModule } from './load-module'

const operator = { actor: systemActor, account: 'operator' }
const missing = noSoftHsm()

describe.skipIf(missing)(`a CA in a PKCS#11 device${missing ? `: ${missing}` : ''}`, () => {
  const cas = foreignCas()
  const p384 = '-algorithm EC -pkeyopt ec_paramgen_curve:P-384'
  const uri = (name: string) => `pkcs11:token=Broker%20CA;object=${name}`
  const bring = (name: string, key = uri(name)) =>
    importAuthority(operator, { certificates: cas.ders(name, 'root'), key })

  beforeAll(() => {
    const device = softHsm('Broker CA')
    cas.make({ name: 'root', issuer: 'root' })
    for (const [at, name] of ['first', 'second'].entries()) {
      cas.make({ name, issuer: 'root', ...(name === 'second' && { key: p384 }) })
      const key = createPrivateKey({
        key: readFileSync(cas.file(`${name}.key`)),
        passphrase: foreignPassphrase,
      })
      device.bring(name, `0${at + 1}`, key.export({ type: 'pkcs8', format: 'der' }))
    }
    device.make('another', '0a')
    for (const id of ['0b', '0c']) device.make('twins', id)
  })

  test('issues certificates that openssl verifies, on P-256 and on P-384', async () => {
    for (const name of ['first', 'second']) {
      await bring(name)
      const { chain } = await applyForCertificate(await testCustomer())
      expect(cas.verify(chain)).toBe('leaf.pem: OK\n')
      expect(Buffer.from(chain[1] ?? '', 'base64').equals(cas.ders(name)[0] ?? Buffer.alloc(0))).toBe(true)
    }
    expect((await authorityStatus()).slice(0, 1)).toMatchObject([
      { issuesNow: true, key: { location: uri('second'), state: 'opens' } },
    ])
  })

  test('is refused with a key that is another’s, is not there, or is not the only one', async () => {
    cas.make({ name: 'third', issuer: 'root' })
    await expect(bring('third', uri('another'))).rejects.toMatchObject({ rule: 'key_mismatch' })
    await expect(bring('third')).rejects.toThrow(/^No private EC key is named/)
    await expect(bring('third', uri('twins'))).rejects.toThrow(/^More than one private EC key is named/)
    await expect(bring('third', 'pkcs11:token=Elsewhere;object=x')).rejects.toThrow(/^No token is named/)
    await expect(bring('third', `${uri('x')}?pin-value=1`)).rejects.toThrow('SIGNET_PKCS11_PIN')
    expect(await database().certificateAuthority.count({ where: { role: 'issuing' } })).toBe(2)
  })

  test('finds a key by its id as well', async () => {
    const signature = await openSigner('pkcs11:token=Broker%20CA;id=%0b', 'ecdsa-sha256').sign(
      Uint8Array.of(1),
    )
    expect(signature[0]).toBe(0x30)
  })

  test('signs for many at once, in turn', async () => {
    const signer = openSigner(uri('first'), 'ecdsa-sha256')
    const signatures = await Promise.all(
      Array.from({ length: 50 }, (_, at) => signer.sign(Uint8Array.of(at))),
    )
    expect(new Set(signatures.map((one) => Buffer.from(one).toString('hex'))).size).toBe(50)
  })

  test('opens its session anew when the device has lost it', async () => {
    const { library } = await loadModule()
    for (const slot of library.C_GetSlotList(true)) library.C_CloseAllSessions(slot)
    const { chain } = await applyForCertificate(await testCustomer())
    expect(cas.verify(chain)).toBe('leaf.pem: OK\n')
  })

  test('has its PIN nowhere in the database', async () => {
    const [dump] = await database().$queryRaw<{ text: string }[]>`
      SELECT database_to_xml(true, false, '')::text AS text`
    expect(dump?.text).toContain('pkcs11:token=Broker%20CA')
    expect(dump?.text).not.toContain(softHsmPin)
  })
})
