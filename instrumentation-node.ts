import { startBackground } from '@/lib/server/start-background'

/** What Next does on start where it is Node: apart from instrumentation.ts, which is compiled for its other runtime too. */
export async function registerNode(): Promise<void> {
  try {
    await startBackground()
  } catch (error) {
    // Next would answer every request with 500 from now on; the supervisor starts a process that ends again.
    console.error(error)
    process.exit(1)
  }
}
