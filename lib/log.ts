import 'server-only'
import pino from 'pino'
import { env } from './env'
import { errorFacts } from './error-facts'

type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>

let logger: pino.Logger | undefined

/** Made at the first line: a build, which loads every route, has no settings. */
function made(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    // `err` is the name by which the logger would otherwise write down every property.
    serializers: { err: errorFacts, error: errorFacts },
    redact: {
      paths: ['password', 'secret', 'code', 'nationalId', '*.password', '*.secret', '*.code', '*.nationalId'],
    },
  })
  return logger
}

/** Structured log on standard output. Never hand it a form, a message body or a row: only named facts. */
export const log: Log = {
  debug: (...line: Parameters<Log['debug']>) => made().debug(...line),
  info: (...line: Parameters<Log['info']>) => made().info(...line),
  warn: (...line: Parameters<Log['warn']>) => made().warn(...line),
  error: (...line: Parameters<Log['error']>) => made().error(...line),
}
