import type { Mode } from '@/lib/db/claim-mode'
import { type Env, env, parseEnv } from '@/lib/env'
import { randomSecrets } from './demo-secrets'

/**
 * The settings of this environment, judged before anything is opened, made or listened on. Of the demo's the secrets
 * and the database's address are not known yet: others stand in for them.
 * @throws EnvError naming every setting that is wrong
 */
export function checkSettings(mode: Mode): Env {
  if (mode === 'production') return env()
  return parseEnv({
    ...randomSecrets(),
    SIGNET_ORIGIN: 'http://localhost',
    DATABASE_URL: 'postgresql://127.0.0.1/signet',
    ...process.env,
    SIGNET_MODE: mode,
  })
}
