import { execFileSync } from 'node:child_process'

/** Runs `openssl` with arguments split at spaces; its standard output. @throws Error with what it said */
export function openssl(
  commandLine: string,
  options: { input?: string | Uint8Array; cwd?: string } = {},
): Buffer {
  return execFileSync('openssl', commandLine.split(' ').filter(Boolean), { ...options, stdio: 'pipe' })
}
