import { describe, expect, test } from 'vitest'
import { toPem } from '@/lib/pki/pem'
import { readCertificateHeader } from './read-certificate-header'

const der = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 7) % 256))
const base64 = der.toString('base64')
const pem = encodeURIComponent(toPem('CERTIFICATE', der))

describe('a certificate in a header', () => {
  test.each([
    ['RFC 9440', `:${base64}:`],
    ['bare base64', base64],
    ['PEM, percent-encoded', pem],
    ['PEM without a last line break', pem.replace(/%0A$/, '')],
    ['Envoy', `By=spiffe://a;Hash=00ff;Cert="${pem}";Subject=x`],
    ['Envoy, the certificate first', `Cert="${pem}"`],
  ])('%s is read', (_, value) => {
    expect(readCertificateHeader(value)).toEqual(der)
  })

  test.each([
    ['nothing', ''],
    ['two of them', `${base64}, ${base64}`],
    ['two PEM', `${pem}${pem}`],
    ['two elements of Envoy', `Cert="${pem}",Cert="${pem}"`],
    ['another label', encodeURIComponent(toPem('PUBLIC KEY', der))],
    ['a broken escape', `%zz${pem}`],
    ['base64 in two forms', `${base64.slice(0, -4)}=`],
    ['words', 'not a certificate'],
    ['16 kB', ','.repeat(16_000)],
  ])('%s is not', (_, value) => {
    expect(readCertificateHeader(value)).toBeNull()
  })
})
