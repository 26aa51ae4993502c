import { spawnSync } from 'node:child_process'

/** Whether a program is on this machine; a test that wants it is skipped by name when it is not. */
export function hasCommand(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
}
