import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const leftOut = ['node_modules', '.next', '.data', '.git', 'test-results']
/** Nobody's, where root tests: nothing is closed to root itself. */
const strangersId = 65_534

/**
 * A copy of the product, never built, in a folder that whoever runs its commands can't write.
 * @param options.withClient whether it has a generated database client
 */
export function closedInstall({ withClient }: { withClient: boolean }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'signet-closed-')))
  cpSync('.', folder, {
    recursive: true,
    filter: (path) => !leftOut.includes(basename(path)) && (withClient || !path.endsWith('lib/db/generated')),
  })
  symlinkSync(realpathSync('node_modules'), join(folder, 'node_modules'))
  const closed = [folder, join(folder, 'lib/db')]
  for (const one of closed) chmodSync(one, 0o555)
  const account = process.getuid?.() === 0 ? { uid: strangersId, gid: strangersId } : {}
  return {
    folder,
    run: (command: string) => {
      const { PATH, NODE_ENV } = process.env
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', command], {
        ...account,
        cwd: folder,
        env: { PATH, NODE_ENV },
        encoding: 'utf8',
      })
      return { status, printed: stdout + stderr }
    },
    remove: () => {
      for (const one of closed) chmodSync(one, 0o755)
      rmSync(folder, { recursive: true })
    },
  }
}
