import { stopSeconds } from '@/gateway/stop-seconds'
import { env } from '@/lib/env'
import { buildIfStale, stopBuild } from './build-if-stale'
import { checkSettings } from './check-settings'
import { hasDemoUpstream } from './demo-upstream-url'
import { explainError } from './explain-error'
import { type KeptProcess, keepProcess } from './keep-process'
import { loadDotEnv } from './load-dot-env'
import { openInstallation } from './open-installation'
import { refuseTakenPorts } from './refuse-taken-ports'
import { startMode } from './start-mode'
import { welcome } from './welcome'

const portal = { name: 'portal', args: ['portal/server.ts'] }
// The condition is that of server code, which the gateway reads without Next.
const gatewayProgram = { name: 'gateway', args: ['--conditions=react-server', 'gateway/server.ts'] }
// The same condition, for the settings.
const upstream = {
  name: 'demo’s trading API',
  args: ['--conditions=react-server', 'scripts/support/demo-upstream.ts'],
}

/**
 * Runs Signet until it is told to stop: database, migrations, demo data, build, portal and gateway. One process
 * watches over the others and starts them again.
 */
export async function serve(development: boolean): Promise<void> {
  const began = Date.now()
  const say = (line: string) => console.log(line)
  // The terminal may be gone before the processes are: that must not keep them from being stopped.
  process.stdout.on('error', () => {})
  const kept: Promise<KeptProcess>[] = []
  const opening = begin()

  let stopping: Promise<void> | undefined
  function stop(code: number): void {
    stopping ??= (async () => {
      stopBuild()
      await Promise.all(kept.map(async (one) => (await one.catch(() => undefined))?.stop()))
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
    await refuseTakenPorts(checkSettings(mode))
    return openInstallation(say, () => {
      for (const one of kept) void one.then((running) => running.restart())
    })
  }

  try {
    const { mode } = await opening
    const { ensureAuthorities } = await import('@/lib/certificates/ensure-authorities')
    await ensureAuthorities()
    const { ensureServerCertificate } = await import('@/lib/certificates/ensure-server-certificate')
    await ensureServerCertificate()
    if (mode === 'demo') {
      const { seedDemoCustomers } = await import('@/lib/identity/seed-demo')
      await seedDemoCustomers()
      const { seedDemoStaff } = await import('@/lib/staff/seed-demo-staff')
      await seedDemoStaff()
    }
    if (!development) await buildIfStale(say)
    if (stopping) return
    const gateway = { ...gatewayProgram, stopSeconds: stopSeconds(env()).all }
    const programs = hasDemoUpstream(env()) ? [portal, gateway, upstream] : [portal, gateway]
    for (const program of programs) kept.push(keepProcess(program, development, say))
    await Promise.all(kept)
    if (!stopping) say(welcome(mode, env(), Date.now() - began))
  } catch (error) {
    if (!stopping) explainError(error)
    stop(1)
  }
}
