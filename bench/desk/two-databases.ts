import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { prepareDatabase } from '@/lib/db/prepare-database'
import { databaseUrl } from '@/test/database-url'
import { onServer } from '@/test/on-server'

export type TwoDatabases = {
  /** The settings of a process that works on one of them. */
  settings: Record<'small' | 'large', Record<string, string>>
  close: () => Promise<void>
}

/** Two empty databases on one temporary server, with a data folder each: whatever else differs is not measured. */
export async function twoDatabases(): Promise<TwoDatabases> {
  const installation = await temporaryInstallation()
  const { DATABASE_URL: server = '', SIGNET_DATA_DIR: folder = '' } = process.env
  const settingsOf = async (name: string) => {
    await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`))
    const [url, data] = [databaseUrl(server, name), join(folder, name)]
    mkdirSync(data)
    await prepareDatabase(url, 'demo', () => {})
    return { DATABASE_URL: url, SIGNET_DATA_DIR: data }
  }
  const settings = { small: await settingsOf('small'), large: await settingsOf('large') }
  return { settings, close: installation.close }
}
