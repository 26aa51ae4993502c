export type CrashOutcome = {
  crashes: number
  /** What was found otherwise than it had to be, crash by crash. */
  surprises: string[]
  /** What must not be, and how many of each there are. */
  faults: Record<string, number>
  holds: boolean
}
