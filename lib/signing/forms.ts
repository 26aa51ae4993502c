/** The forms of header and parameter values. Each is bounded: what is longer is refused before anything is done. */
export const forms = {
  accessKey: /^[A-Za-z0-9_-]{8,128}$/,
  /** A time in whole units. Which unit the sender took shows when it is compared with the clock. */
  integer: /^\d{1,16}$/,
  /** What `time.time()` gives in Python. */
  decimal: /^\d{1,16}(\.\d{1,9})?$/,
  /** Hex or base64 of any signature; its own reader says which. */
  signature: /^[A-Za-z0-9+/=]{1,128}$/,
  /** Printable ASCII: what else a header may hold arrives differently from server to server. */
  passphrase: /^[\x20-\x7e]{1,128}$/,
  authorization: /^[\x20-\x7e]{1,1024}$/,
} as const
