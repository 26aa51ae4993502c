import { spawnSync } from 'node:child_process'

export const referenceFolder = 'bench/reference'

/** Builds the pages to compare with, with the Next that the product uses. @throws Error when they can't be built */
export function buildReference(): void {
  const { status } = spawnSync(process.execPath, ['../../node_modules/next/dist/bin/next', 'build'], {
    cwd: referenceFolder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', CI: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('the reference pages could not be built')
}
