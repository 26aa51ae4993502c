/** The one source of the present instant, so that tests can move it. */
let offsetMs = 0

export const clock = {
  now: (): Date => new Date(Date.now() + offsetMs),
  /** Tests only: shifts the clock by this many seconds from real time. */
  shift: (seconds: number): void => {
    offsetMs = seconds * 1000
  },
}

/** `seconds` after `from` (before it when negative). */
export function addSeconds(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000)
}

/** Settles after so many milliseconds of real time, or as soon as it is `over`. Keeps no process alive. */
export function pause(milliseconds: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (over.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    timer.unref()
    over.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      over.removeEventListener('abort', done)
      resolve()
    }
  })
}
