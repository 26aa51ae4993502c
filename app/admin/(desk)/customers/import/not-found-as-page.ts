import { notFound } from 'next/navigation'
import { AppError } from '@/lib/errors'

/** What an operation finds, or the page that says that there is nothing here. */
export async function notFoundAsPage<T>(found: Promise<T>): Promise<T> {
  try {
    return await found
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
