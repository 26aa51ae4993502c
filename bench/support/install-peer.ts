import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The peer has its own packages, which the product does not want: they are installed when first needed. */
export function installPeer(): void {
  if (existsSync('bench/peer/node_modules')) return
  console.log('Installing the peer …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: 'bench/peer',
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the peer could not be installed')
}
