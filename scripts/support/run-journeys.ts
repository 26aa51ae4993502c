import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { superviseInstallation } from '@/campaigns/support/supervised-installation'

/**
 * Runs the browser journeys against a Signet of their own, which is started as a person would start it.
 * @param args for Playwright
 * @param env further environment for Playwright
 * @returns Playwright's exit code
 */
export async function runJourneys(args: string[], env: Record<string, string> = {}): Promise<number> {
  const installation = await superviseInstallation({
    // Each browser says an address of its own, so that no journey slows another's sign-in down.
    TRUSTED_PROXY_HOPS: '1',
    // One journey reads all that is printed.
    LOG_LEVEL: 'debug',
  })
  try {
    const playwright = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
      stdio: 'inherit',
      // The journeys use the product's own code to set a scene: it wants the condition, and tsx for its JSON.
      env: { ...process.env, NODE_OPTIONS: '--conditions=react-server --import tsx', ...env },
    })
    const end = () => void playwright.kill()
    process.once('SIGTERM', end)
    const [code] = await once(playwright, 'exit')
    process.off('SIGTERM', end)
    return code ?? 1
  } finally {
    await installation.close()
  }
}
