import { parseEnv } from '@/lib/env'
import { demoSecrets } from './demo-secrets'
import { demoUpstreamUrl } from './demo-upstream-url'

/**
 * Completes `process.env` for a demo that keeps its data in this folder: what the environment does not say.
 * @returns the built-in database's password
 * @throws EnvError naming every setting that is wrong
 */
export function applyDemoSettings(folder: string): string {
  const { POSTGRES_PASSWORD, ...secrets } = demoSecrets(folder)
  const defaults: Record<string, string> = {
    ...secrets,
    SIGNET_MODE: 'demo',
    SIGNET_DATA_DIR: folder,
    GATEWAY_ORIGIN: `https://localhost:${process.env.GATEWAY_PORT || 4000}`,
    UPSTREAM_URL: demoUpstreamUrl(Number(process.env.DEMO_UPSTREAM_PORT || 4002)),
    PKI_URL: `http://localhost:${process.env.PKI_PORT || 4080}`,
    SIGNET_ORIGIN: `http://localhost:${process.env.PORT || 3000}`,
  }
  for (const [name, value] of Object.entries(defaults))
    if (!process.env[name] && !process.env[`${name}_FILE`]) process.env[name] = value
  // The built-in database's address is not known yet: anything else that is wrong is said before it is started.
  parseEnv({ DATABASE_URL: 'postgresql://127.0.0.1/signet', ...process.env })
  return POSTGRES_PASSWORD
}
