import { AppError } from '@/lib/errors'
import { UnavailableError } from './unavailable-error'

/**
 * What the database is asked for, or to write.
 * @throws UnavailableError for whatever goes wrong, but for what the domain refuses, which is thrown as it is
 */
export function orUnavailable<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof AppError ? error : new UnavailableError(error)
  })
}
