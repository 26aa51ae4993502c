import { parseArgs } from 'node:util'
import { StartError } from '@/lib/start-error'
import type { Size } from './fill-database'

/** What a large broker has. */
const usual = { customers: 200_000, keys: 2_000_000, seed: 1 }
/** A member of staff for so many customers, beside a few at least. */
const customersOfStaff = 5000
const fewestStaff = 5
const most = { customers: 2_000_000, keys: 20_000_000, seed: 1_000_000 }

/** `--customers N --keys N --seed N`. @throws StartError when one of them is something else */
export function readSize(args: string[]): Size {
  const options = {
    customers: { type: 'string' },
    keys: { type: 'string' },
    seed: { type: 'string' },
  } as const
  const values = parsed(() => parseArgs({ args, options }).values)
  const whole = (name: keyof typeof options, least: number) => {
    const text = values[name] ?? String(usual[name])
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most[name])
      throw new StartError(`--${name} wants a whole number from ${least} to ${most[name]}.`)
    return value
  }
  const customers = whole('customers', 1)
  const staff = fewestStaff + Math.floor(customers / customersOfStaff)
  return { customers, keys: whole('keys', 0), staff, seed: whole('seed', 0) }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new StartError(`${(error as Error).message}`)
  }
}
