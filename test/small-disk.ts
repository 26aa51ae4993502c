import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mebibyte = 1024 * 1024

const mount = (folder: string, mebibytes: number) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=711`, 'tmpfs', folder], {
    stdio: 'pipe',
  })
const unmount = (folder: string) => {
  execFileSync('umount', [folder], { stdio: 'pipe' })
  rmdirSync(folder)
}

/** Why no disk can be mounted here; undefined when one can. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'it wants a tmpfs, which is Linux’s'
  if (process.getuid?.() !== 0) return 'only root may mount a tmpfs'
  const folder = mkdtempSync(join(tmpdir(), 'signet-disk-'))
  try {
    mount(folder, 1)
  } catch {
    rmdirSync(folder)
    return 'mounting is not permitted'
  }
  unmount(folder)
  return undefined
}

/** A file system of its own, in memory, that can be full as a disk is: whoever writes then is told ENOSPC. */
export function smallDisk(mebibytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'signet-disk-'))
  mount(folder, mebibytes)
  const filler = join(folder, 'filler')
  return {
    /** A folder on it that belongs to this user. */
    folderOf(owner: { uid: number; gid: number }): string {
      const path = join(folder, 'files')
      mkdirSync(path)
      chownSync(path, owner.uid, owner.gid)
      chmodSync(path, 0o700)
      return path
    },
    /** Leaves no byte free. */
    fill(): void {
      const file = openSync(filler, 'a')
      try {
        for (const size of [mebibyte, 4096]) writeUntilFull(file, Buffer.alloc(size))
      } finally {
        closeSync(file)
      }
    },
    /** Gives back a little of what `fill` took. */
    free(bytes: number): void {
      const file = openSync(filler, 'r+')
      ftruncateSync(file, Math.max(0, statSync(filler).size - bytes))
      closeSync(file)
    },
    /** Gives back all of it. */
    clear: () => rmSync(filler, { force: true }),
    unmount: () => unmount(folder),
  }
}

function writeUntilFull(file: number, chunk: Buffer): void {
  try {
    for (;;) writeSync(file, chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
