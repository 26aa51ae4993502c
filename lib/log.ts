import 'server-only'
import pino from 'pino'
import { env } from './env'

/** Structured log on standard output. Never hand it a form, a message body or a row: only named facts. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: null,
  redact: {
    paths: ['password', 'secret', 'code', 'nationalId', '*.password', '*.secret', '*.code', '*.nationalId'],
  },
})
