import { execFileSync } from 'node:child_process'

/** Runs `openssl` with arguments, or one text split at spaces; its standard output. @throws Error with what it said */
export function openssl(
  commandLine: string | string[],
  options: { input?: string | Uint8Array; cwd?: string } = {},
): Buffer {
  const args = typeof commandLine === 'string' ? commandLine.split(' ').filter(Boolean) : commandLine
  return execFileSync('openssl', args, { ...options, stdio: 'pipe' })
}
