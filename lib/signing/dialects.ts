/** Those that a key can be made for. A key belongs to one of them. */
export const keyDialects = ['signet', 'binance', 'okx', 'bybit', 'mexc', 'gate', 'basic'] as const
export type KeyDialect = (typeof keyDialects)[number]

/** How a request may be authenticated: as a key does, or with the token of a session, which belongs to none. */
export const dialects = [...keyDialects, 'session'] as const
export type Dialect = (typeof dialects)[number]

/** Those whose keys sign; the other two send what they know. */
export type SigningDialect = Exclude<Dialect, 'basic' | 'session'>

/** What proves that somebody has a key: a key pair, a secret to sign with, or a secret that is sent. */
export const keyKinds = ['ed25519', 'hmac', 'hashed'] as const
export type KeyKind = (typeof keyKinds)[number]

/** The kinds that a dialect can be used with, the one that is not asked for by name first. */
export const kindsOf: Record<KeyDialect, readonly [KeyKind, ...KeyKind[]]> = {
  signet: ['hmac', 'ed25519'],
  binance: ['hmac', 'ed25519'],
  okx: ['hmac'],
  bybit: ['hmac'],
  mexc: ['hmac'],
  gate: ['hmac'],
  basic: ['hashed'],
}

/** Whether its requests carry a passphrase beside the signature. */
export function takesPassphrase(dialect: KeyDialect): boolean {
  return dialect === 'okx'
}
