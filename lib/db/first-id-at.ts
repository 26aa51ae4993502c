import 'server-only'

/** The least id (UUIDv7, RFC 9562 section 5.7) that a row made at this instant can have: a range of time by its ids. */
export function firstIdAt(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}
