import 'server-only'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** Entities that the engine leaves alone: none. */
export const noFilters = { externalTables: [], externalEnums: [] }

let instantiated: Promise<void> | undefined

async function instantiate(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = await readFile(path.replace(/\.js$/, '.wasm'))
  const imported = { ...bindings } as unknown as WebAssembly.ModuleImports
  // The engine never cancels the ten seconds that it gives itself for its lock: they must not hold the process.
  for (const name of Object.keys(imported).filter((name) => name.startsWith('__wbg_setTimeout_')))
    imported[name] = (callback: () => void, milliseconds: number) =>
      setTimeout(callback, milliseconds >>> 0).unref()
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': imported })
  const { __wbg_set_wasm: setWasm } = bindings as unknown as { __wbg_set_wasm: (exports: unknown) => void }
  setWasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

/**
 * Lends Prisma's own schema engine as WebAssembly over our driver: the native one would be downloaded at install.
 * @param url the database it works on; even a diff between two texts wants one to connect to
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  instantiated ??= instantiate()
  await instantiated
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
    return await work(await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter))
  } finally {
    // The engine's lock on migrations lasts as long as its connection.
    await pool.end()
  }
}
