import { collecting } from '@/bench/memory/memory-of'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { keyDialects } from '@/lib/signing/dialects'
import { endedSession } from '@/test/ended-session'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { serviceToken } from '@/test/service-token'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import type { FuzzCredentials } from './fuzzed-request'
import { customerWithKeys } from './used-keys'

export type FuzzInstallation = {
  gateways: LaunchedGateway[]
  upstream: RecordingUpstream
  credentials: FuzzCredentials
  stop: () => Promise<void>
}

/**
 * Two gateways in front of a trading API, which believe what a proxy says of addresses: nginx asks one, Envoy the
 * other. A key of each dialect, and tokens of sessions: one has ended.
 */
export async function fuzzInstallation(): Promise<FuzzInstallation> {
  await ensureAuthorities()
  await ensureServerCertificate()
  const upstream = await recordingUpstream()
  const settings = {
    ...{ UPSTREAM_URL: upstream.url, TRUSTED_PROXIES: '127.0.0.1,::1', LOG_LEVEL: 'error' },
    ...collecting,
  }
  const gateways = await Promise.all([
    launchGateway({ ...settings, FORWARD_AUTH: 'nginx' }),
    launchGateway({ ...settings, FORWARD_AUTH: 'envoy-with-body' }),
  ])
  const token = await serviceToken('campaign')
  const keys: TradingKey[] = []
  for (const dialect of keyDialects) keys.push(await tradingKey(['account.read', 'orders.trade'], dialect))
  const used = await customerWithKeys()
  const sessions = [...used.keys.map((key) => key.token), await endedSession()]
  const stop = async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()))
    await upstream.close()
  }
  return { gateways, upstream, credentials: { token, keys, sessions }, stop }
}
