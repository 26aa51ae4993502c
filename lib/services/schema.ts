import { z } from 'zod'
import { isReadable } from '@/lib/readable-text'

/** What a token is called, so that a person knows later which service has it. */
export const serviceNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .refine((text) => isReadable(text) && !/\p{C}/u.test(text))
