import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { type LaunchedGateway, launchGateway } from './launch-gateway'
import { type RecordingUpstream, recordingUpstream } from './recording-upstream'

export type LaunchedProxy = {
  gateway: LaunchedGateway
  upstream: RecordingUpstream
  stop: () => Promise<void>
}

/** Starts a gateway's process in front of a trading API that records what it is asked, and is waited for a second. */
export async function launchProxy(): Promise<LaunchedProxy> {
  await ensureAuthorities()
  await ensureServerCertificate()
  const upstream = await recordingUpstream()
  const gateway = await launchGateway({ UPSTREAM_URL: upstream.url, UPSTREAM_TIMEOUT_SECONDS: '1' })
  const stop = async () => {
    await gateway.stop()
    await upstream.close()
  }
  return { gateway, upstream, stop }
}
