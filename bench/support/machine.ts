import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** What a figure was measured on and with. */
export type Machine = {
  date: string
  processor: string
  cores: number
  node: string
  versions: Record<string, string>
}

/** @param packages folders of packages whose versions matter, by their name */
export function machine(packages: Record<string, string>): Machine {
  const versions = Object.fromEntries(
    Object.entries(packages).map(([name, folder]) => [
      name,
      String(
        (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: unknown }).version,
      ),
    ]),
  )
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    node: process.versions.node,
    versions,
  }
}

export function machineLine({ date, processor, cores, node, versions }: Machine): string {
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${date}, ${cores} cores (${processor}), Node ${node}, ${parts.join(', ')}`
}
