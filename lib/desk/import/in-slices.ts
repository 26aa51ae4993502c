import 'server-only'
import { setImmediate } from 'node:timers/promises'

/** Slices of a long list, with a pause after each in which the portal serves other requests. */
export async function* inSlices<T>(items: readonly T[], atOnce = 500): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += atOnce) {
    yield items.slice(at, at + atOnce)
    await setImmediate()
  }
}

/** The JSON of a long list. */
export async function jsonOf(items: readonly unknown[]): Promise<string> {
  const written: string[] = []
  for await (const slice of inSlices(items, 2000)) written.push(JSON.stringify(slice).slice(1, -1))
  return `[${written.join(',')}]`
}
