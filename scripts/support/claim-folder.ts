import { join } from 'node:path'
import { StartError } from '@/lib/start-error'
import { claimantOf, claimFile } from './claim-file'

const ownerOf = (folder: string) => join(folder, 'owner')

/** The process that works on a data folder now, by its number; undefined when there is none. */
export function folderOwner(folder: string): number | undefined {
  return claimantOf(ownerOf(folder))
}

/**
 * Claims a data folder for this process, so that no two servers work on it.
 * @returns gives it back
 * @throws StartError when a live process has it
 */
export function claimFolder(folder: string): () => void {
  const release = claimFile(ownerOf(folder))
  if (!release)
    throw new StartError(`Signet is already running on ${folder} (process ${folderOwner(folder)}).`)
  return release
}
