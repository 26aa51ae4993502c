import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { keyDialects } from '@/lib/signing/dialects'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { serviceToken } from '@/test/service-token'
import { type TradingKey, tradingKey } from '@/test/trading-key'

export type FuzzInstallation = {
  gateway: LaunchedGateway
  upstream: RecordingUpstream
  credentials: { token: string; keys: TradingKey[] }
  stop: () => Promise<void>
}

/** A gateway in front of a trading API, which believes what a proxy says of addresses, and a key of each dialect. */
export async function fuzzInstallation(): Promise<FuzzInstallation> {
  await ensureAuthorities()
  await ensureServerCertificate()
  const upstream = await recordingUpstream()
  const gateway = await launchGateway({
    UPSTREAM_URL: upstream.url,
    TRUSTED_PROXIES: '127.0.0.1,::1',
    FORWARD_AUTH: 'nginx',
    LOG_LEVEL: 'error',
  })
  const token = await serviceToken('campaign')
  const keys: TradingKey[] = []
  for (const dialect of keyDialects) keys.push(await tradingKey(['account.read', 'orders.trade'], dialect))
  const stop = async () => {
    await gateway.stop()
    await upstream.close()
  }
  return { gateway, upstream, credentials: { token, keys }, stop }
}
