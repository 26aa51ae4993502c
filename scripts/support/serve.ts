import { env } from '@/lib/env'
import { StartError } from '@/lib/start-error'
import { buildIfStale, stopBuild } from './build-if-stale'
import { checkSettings } from './check-settings'
import { explainError } from './explain-error'
import { keepPortal, type Portal } from './keep-portal'
import { loadDotEnv } from './load-dot-env'
import { openInstallation } from './open-installation'
import { portObstacle } from './port-obstacle'
import { startMode } from './start-mode'
import { welcome } from './welcome'

/**
 * Runs Signet until it is told to stop: database, migrations, demo data, build, portal. One process watches over
 * the others and starts them again.
 */
export async function serve(development: boolean): Promise<void> {
  const began = Date.now()
  const say = (line: string) => console.log(line)
  // The terminal may be gone before the processes are: that must not keep them from being stopped.
  process.stdout.on('error', () => {})
  let portal: Promise<Portal> | undefined
  const opening = begin()

  let stopping: Promise<void> | undefined
  function stop(code: number): void {
    stopping ??= (async () => {
      stopBuild()
      await (await portal?.catch(() => undefined))?.stop()
      await (await opening.catch(() => undefined))?.close()
      process.exit(code)
    })()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(signal, () => {
      if (!stopping) say('Stopping …')
      stop(0)
    })

  async function begin() {
    loadDotEnv()
    const mode = startMode(process.env)
    const { PORT, HOST } = checkSettings(mode)
    const obstacle = await portObstacle(PORT, HOST || (mode === 'production' ? '0.0.0.0' : '127.0.0.1'))
    if (obstacle)
      throw new StartError(
        `Port ${PORT} can't be listened on (${obstacle}): end what uses it, or choose another with PORT=3001.`,
      )
    return openInstallation(say, () => void portal?.then((running) => running.restart()))
  }

  try {
    const { mode } = await opening
    const { ensureAuthorities } = await import('@/lib/certificates/ensure-authorities')
    await ensureAuthorities()
    if (mode === 'demo') {
      const { seedDemoCustomers } = await import('@/lib/identity/seed-demo')
      await seedDemoCustomers()
      const { seedDemoStaff } = await import('@/lib/staff/seed-demo-staff')
      await seedDemoStaff()
    }
    if (!development) await buildIfStale(say)
    if (stopping) return
    portal = keepPortal(development, say)
    await portal
    if (!stopping) say(welcome(mode, env().SIGNET_ORIGIN, Date.now() - began))
  } catch (error) {
    if (!stopping) explainError(error)
    stop(1)
  }
}
