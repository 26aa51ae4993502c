import type { Mode } from '@/lib/db/claim-mode'
import { StartError } from '@/lib/start-error'

/**
 * Which mode an environment asks for: nothing set is the demo. A database is never taken for the demo, nor for
 * production, unless that is said.
 */
export function startMode(raw: NodeJS.ProcessEnv): Mode {
  const mode = raw.SIGNET_MODE || undefined
  if (mode === 'production' || mode === 'demo') return mode
  if (mode) throw new StartError(`SIGNET_MODE is "${mode}", but must be "production" or "demo".`)
  if (raw.DATABASE_URL || raw.DATABASE_URL_FILE)
    throw new StartError(
      'DATABASE_URL is set but SIGNET_MODE is not: set SIGNET_MODE=production, or unset DATABASE_URL for a demo.',
    )
  return 'demo'
}
