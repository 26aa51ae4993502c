/** Next calls this once when its server starts, not at build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('@/lib/server/start-background')
  await startBackground()
}
