/** Next calls this once when its server starts, not at build. */
export async function register(): Promise<void> {
  // The condition must enclose the import: only so it is left out where there is no Node.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { registerNode } = await import('./instrumentation-node')
    await registerNode()
  }
}
