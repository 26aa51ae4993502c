import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a data folder in which the port of its server is written. */
export function portFile(folder: string): string {
  return join(folder, 'postgres-port')
}

/** URL of the database of a server that another process started on this data folder. */
export function runningUrl(folder: string, password: string): string {
  return embeddedUrl(password, Number(readFileSync(portFile(folder), 'utf8')))
}

export function embeddedUrl(password: string, port: number, name = 'signet'): string {
  return `postgresql://signet:${password}@127.0.0.1:${port}/${name}`
}
