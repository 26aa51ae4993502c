import { readFileSync } from 'node:fs'

/** What the build wrote of its server actions, by their numbers. */
type Manifest = {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>
}

/**
 * A server action of the build.
 * @param name its file and its name
 * @returns what its requests name it by, and the file of a page that it can be sent to
 * @throws Error when no page of the build uses it
 */
export function builtAction(name: string): { id: string; pageFile: string } {
  const manifest: Manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  for (const [id, { exportedName, filename, workers }] of Object.entries(manifest.node)) {
    const [pageFile] = Object.keys(workers)
    if (`${filename} ${exportedName}` === name && pageFile) return { id, pageFile }
  }
  throw new Error(`no page of the build uses ${name}`)
}
