/**
 * What the log may say of an error: its stack and its causes'. Not its own properties, where PostgreSQL puts the
 * values of a row, nor the arguments of a query, which Prisma quotes in the message.
 */
export function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const quotes = error.name === 'PrismaClientValidationError'
  const message = quotes ? (error.message.trim().split('\n').at(-1) ?? '') : error.message
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause ? { cause: errorFacts(error.cause) } : {}),
  }
}
