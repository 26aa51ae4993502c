import type { Answer } from './worker'

const parallel = 16

/** The part of a PostgreSQL driver that sends statements. */
type Driver = { Client: { prototype: { query: (...args: never[]) => unknown } } }

/**
 * Serves one side of a comparison: answers `{ count, trace }` by making that many calls, sixteen at a time.
 * The same file measures both sides.
 * @param prepare returns the calls to measure; what it does itself is not measured
 * @param driver the side's own driver, whose statements are noted when asked
 */
export function serve(prepare: (count: number) => Promise<(() => Promise<unknown>)[]>, driver: Driver): void {
  process.on('message', async ({ count, trace }: { count: number; trace?: boolean }) => {
    const calls = await prepare(count)
    globalThis.gc?.()
    const noted = trace ? noteStatements(driver) : undefined
    const before = process.cpuUsage()
    await Promise.all(
      Array.from({ length: Math.min(parallel, count) }, async () => {
        for (let call = calls.pop(); call; call = calls.pop()) await call()
      }),
    )
    const { user, system } = process.cpuUsage(before)
    const answer: Answer = { count, cpuSeconds: (user + system) / 1e6, statements: noted?.() }
    process.send?.(answer)
  })
  process.on('disconnect', () => process.exit())
  process.send?.('ready')
}

function noteStatements({ Client }: Driver): () => string[] {
  const original = Client.prototype.query
  const texts: string[] = []
  Client.prototype.query = function noting(this: unknown, ...args: never[]) {
    const [statement] = args as unknown as [string | { text: string }]
    texts.push(typeof statement === 'string' ? statement : statement.text)
    return original.apply(this, args)
  }
  return () => {
    Client.prototype.query = original
    return texts
  }
}
