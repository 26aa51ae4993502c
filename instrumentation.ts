/** Next calls this once when its server starts, not at build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('@/lib/server/start-background')
  try {
    await startBackground()
  } catch (error) {
    // Next would answer every request with 500 from now on; the supervisor starts a process that ends again.
    console.error(error)
    process.exit(1)
  }
}
