import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { type ApiClient, apiClient, bearer } from '@/test/api-client'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { type MadeKey, makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { signAs } from '@/test/sign-as'

let gateway: LaunchedGateway
let certificate: TestCertificate
let key: MadeKey
/** The balancer: from a trusted address, without a certificate of a customer. */
let balancer: ApiClient

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  certificate = await issuedCertificate()
  key = await makeKey(certificate.customer, { addresses: ['203.0.113.7'] })
  gateway = await launchGateway({
    TRUSTED_PROXIES: '127.0.0.1, ::1, 10.0.0.0/8',
    CLIENT_CERT_HEADER: 'Client-Cert',
  })
  balancer = apiClient(gateway.tls, certificate.chain[2] ?? '', null)
}, 120_000)
afterAll(async () => {
  balancer.close()
  await gateway.stop()
})

const shown = ({ chain }: TestCertificate) => ({
  'client-cert': `:${(chain[0] ?? '').replace(/-----.*?-----|\s/g, '')}:`,
})
const from = (list: string) => ({ 'x-forwarded-for': list })

function logIn(further: Record<string, string>) {
  const unsigned = { method: 'POST', path: '/v1/sessions', query: '', body: Buffer.alloc(0) }
  const { Host: _, ...headers } = Object.fromEntries(
    signAs.signet(unsigned, { ...key, timeMs: Date.now() }).headers,
  )
  return balancer.ask('POST', '/v1/sessions', { headers: { ...headers, ...further } })
}

test('what a trusted balancer says is taken: who was there, and with which certificate', async () => {
  const around = { ...shown(certificate), ...from('198.51.100.9, 203.0.113.7, 10.1.2.3') }
  const { status, body } = await logIn(around)
  expect(status).toBe(201)
  const headers = bearer(String(body.token))
  const current = (more: Record<string, string>) =>
    balancer.ask('GET', '/v1/sessions/current', { headers: { ...headers, ...more } })
  expect(await current(around)).toMatchObject({ status: 200, body: { address: '203.0.113.7' } })
  expect((await current(from('203.0.113.7'))).body.code).toBe('certificate_required')
  const second = await issuedCertificate(certificate.customer)
  expect((await current({ ...around, ...shown(second) })).body.code).toBe('certificate_mismatch')
})

test.each<[string, () => Promise<Record<string, string>>, string]>([
  ['no certificate', async () => from('203.0.113.7'), 'certificate_required'],
  [
    'nonsense for one',
    async () => ({ 'client-cert': ':AAAA:', ...from('203.0.113.7') }),
    'certificate_required',
  ],
  [
    'another customer’s',
    async () => ({ ...shown(await issuedCertificate()), ...from('203.0.113.7') }),
    'certificate_mismatch',
  ],
  [
    'an address further left than whom the balancer saw',
    async () => ({ ...shown(certificate), ...from('203.0.113.7, 198.51.100.9') }),
    'ip_not_allowed',
  ],
  ['no address', async () => shown(certificate), 'ip_not_allowed'],
])('%s does not log in', async (_, headers, code) => {
  expect((await logIn(await headers())).body.code).toBe(code)
})

test('its standing is looked at anew', async () => {
  const revoked = await issuedCertificate(certificate.customer)
  await revokeAsStaff(revoked)
  expect((await logIn({ ...shown(revoked), ...from('203.0.113.7') })).body.code).toBe('certificate_revoked')
})

test('nobody else is believed', async () => {
  const alone = await launchGateway({ CLIENT_CERT_HEADER: 'Client-Cert', TRUSTED_PROXIES: '10.0.0.0/8' })
  const stranger = apiClient(alone.tls, certificate.chain[2] ?? '', null)
  const anywhere = await makeKey(certificate.customer)
  const unsigned = { method: 'POST', path: '/v1/sessions', query: '', body: Buffer.alloc(0) }
  const { Host: _, ...headers } = Object.fromEntries(
    signAs.signet(unsigned, { ...anywhere, timeMs: Date.now() }).headers,
  )
  const forged = { ...headers, ...shown(certificate), ...from('203.0.113.7') }
  expect((await stranger.ask('POST', '/v1/sessions', { headers: forged })).body.code).toBe(
    'certificate_required',
  )
  stranger.close()
  await alone.stop()
})
