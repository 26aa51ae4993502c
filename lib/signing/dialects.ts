/** How a request may be authenticated. A key belongs to one of them; a session to none. */
export const dialects = ['signet', 'binance', 'okx', 'bybit', 'mexc', 'gate', 'basic', 'session'] as const
export type Dialect = (typeof dialects)[number]

/** Those whose keys sign; the other two send what they know. */
export type SigningDialect = Exclude<Dialect, 'basic' | 'session'>
