import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const onThisMachine = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser named in `SIGNET_CHROMIUM`, else one that is on the machine, else Playwright's own. */
export function chromiumPath(): string | undefined {
  return process.env.SIGNET_CHROMIUM || onThisMachine.find((path) => existsSync(path))
}

export const launchOptions: LaunchOptions = {
  ...(chromiumPath() && { executablePath: chromiumPath() }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
