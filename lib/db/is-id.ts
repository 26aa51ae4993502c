import 'server-only'
import { z } from 'zod'

const uuid = z.uuid()

/** Whether a text from an address can be a row's id: the database answers anything else with an error. */
export function isId(text: string): boolean {
  return uuid.safeParse(text).success
}
