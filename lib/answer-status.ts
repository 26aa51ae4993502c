/**
 * How a page tells the HTTP server that its answer is a 404. The framework knows one way only, `notFound()`, and
 * sends with it an empty body that script fills. Page and server run in one process but are bundled apart, so what
 * they share hangs on the global object.
 */
const globals = globalThis as { signetAbsent?: Set<string> }

function absent(): Set<string> {
  globals.signetAbsent ??= new Set()
  return globals.signetAbsent
}

/** Said by a page before it is sent: what this request asks for does not exist. */
export function markAbsent(requestId: string): void {
  absent().add(requestId)
}

/** Whether it was said of this request; forgotten with the question. */
export function wasAbsent(requestId: string): boolean {
  return absent().delete(requestId)
}
