import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { reasonOf, StartError } from '@/lib/start-error'
import { processIdentity } from './process-identity'

/** The live process that has claimed a file, by its number; undefined when none has. */
export function claimantOf(file: string): number | undefined {
  const claimant = read(file)
  const pid = Number(claimant?.split(' ')[0])
  return claimant && processIdentity(pid) === claimant ? pid : undefined
}

/**
 * Claims a file's name for this process; what a killed process left behind is taken over.
 * @returns gives it back, or undefined when a live process has it
 * @throws StartError when it can't be written
 */
export function claimFile(file: string): (() => void) | undefined {
  const mine = `${file}.${process.pid}`
  try {
    writeFileSync(mine, processIdentity(process.pid) ?? '')
    // A link appears whole or not at all, and never replaces another's.
    for (;;) {
      const claimant = read(file)
      if (claimantOf(file) !== undefined) return undefined
      if (claimant !== undefined) putAside(file, claimant)
      try {
        linkSync(mine, file)
        return () => rmSync(file, { force: true })
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error
      }
    }
  } catch (error) {
    throw new StartError(`${file} can't be written (${reasonOf(error)}): make its folder writable.`)
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes a dead process's note, unless another has replaced it since it was read. */
function putAside(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.old`
  try {
    renameSync(file, aside)
    if (read(aside) !== dead) linkSync(aside, file)
  } catch {
    // Another process was faster: the next round looks again.
  } finally {
    rmSync(aside, { force: true })
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
