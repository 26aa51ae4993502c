import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumPath } from '@/e2e/support/chromium'
import { buildPkcs11 } from './build-pkcs11'

/** Programs and files that tests hold the product against, and the Debian packages that bring them. */
const packages: Record<string, string> = {
  openssl: 'openssl',
  curl: 'curl',
  perl: 'perl',
  nginx: 'nginx',
  caddy: 'caddy',
  javac: 'default-jdk-headless',
  certtool: 'gnutls-bin',
  pk12util: 'libnss3-tools',
  '/usr/lib/python3/dist-packages/cryptography': 'python3-cryptography',
  '/usr/lib/python3/dist-packages/cryptography_vectors': 'python3-cryptography-vectors',
  'softhsm2-util': 'softhsm2',
  'pkcs11-tool': 'opensc',
  // What the PKCS#11 binding is built with.
  'g++': 'g++',
  make: 'make',
  'redis-server': 'redis-server',
  python3: 'python3',
}

/**
 * Installs what the tests want and the machine lacks, where that is ours to do: as root on Debian.
 * @returns sentences about what is still missing
 */
export function installPeers(say: (line: string) => void): string[] {
  const wanted = missing()
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say(`Installing ${wanted.map(([, name]) => name).join(', ')} …`)
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update')
    for (const [, name] of wanted) apt('install', '-y', '--no-install-recommends', name)
  }
  const unbuilt = buildPkcs11(say)
  const absent = missing().map(([program, name]) =>
    program === 'chromium'
      ? 'No Chromium was found for the browser journeys: name one in SIGNET_CHROMIUM, or run npx playwright install chromium.'
      : `${program} is missing (Debian: ${name}): the tests that want it are skipped.`,
  )
  return unbuilt ? [...absent, unbuilt] : absent
}

/** Whether there is a browser for the journeys. */
export function hasBrowser(): boolean {
  return chromiumPath() !== undefined || existsSync(chromium.executablePath())
}

function missing(): [program: string, name: string][] {
  const programs = Object.entries(packages).filter(([program]) => !isOnPath(program))
  return hasBrowser() ? programs : [...programs, ['chromium', 'chromium']]
}

function isOnPath(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program)
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}
