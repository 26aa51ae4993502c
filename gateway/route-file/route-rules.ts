import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { env } from '@/lib/env'
import { policy } from '@/lib/policies/policy'
import { reasonOf, StartError } from '@/lib/start-error'
import type { Rule } from './match-rule'
import { RouteFileError, readRules } from './read-rules'

let read: readonly Rule[] | undefined

/**
 * The rules of the route file that `GATEWAY_ROUTES` names, read once.
 * @throws StartError saying what is wrong with it
 */
export function routeRules(): readonly Rule[] {
  read ??= load(resolve(env().GATEWAY_ROUTES))
  return read
}

function load(path: string): Rule[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`The gateway can't read the route file ${path} (${reasonOf(error)}).`)
  }
  try {
    return readRules(
      text,
      policy().permissions.map(({ id }) => id),
    )
  } catch (error) {
    if (!(error instanceof RouteFileError)) throw error
    throw new StartError(`The route file ${path} is not usable:\n${error.message.replace(/^/gm, '  ')}`)
  }
}
