import type { ParseArgsConfig } from 'node:util'
import { UsageError } from '../support/usage-error'

export type OptionValues = Record<string, string | boolean | undefined>

export type CaCommand = {
  /** A line of the overview. */
  about: string
  /** The whole text of `--help`. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /**
   * Judges the options, and asks for what must not be among them.
   * @returns what is then done on the opened installation
   * @throws UsageError
   */
  prepare: (values: OptionValues) => Promise<() => Promise<void>> | (() => Promise<void>)
}

/** The text of an option that can't be left out. @throws UsageError */
export function required(values: OptionValues, name: string, usage: string): string {
  const value = optional(values, name)
  if (value === undefined) throw new UsageError(`--${name} is missing.\n\n${usage}`)
  return value
}

/** @throws UsageError when it is there and empty */
export function optional(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  if (typeof value !== 'string') return undefined
  if (value.trim() === '') throw new UsageError(`--${name} is empty.`)
  return value.trim()
}

/** A whole number of years. @throws UsageError */
export function yearsOf(values: OptionValues, name: string, fallback: number, most: number): number {
  const text = optional(values, name)
  const years = text === undefined ? fallback : Number(text)
  if (!Number.isInteger(years) || years < 1 || years > most)
    throw new UsageError(`--${name} is a whole number of years from 1 to ${most}.`)
  return years
}

/** A name's part that people read. @throws UsageError when it is too long for a certificate (RFC 5280 appendix A.1) */
export function namePartOf(name: string, value: string): string {
  if (value.length > 64 || /\p{C}/u.test(value))
    throw new UsageError(`--${name} has at most 64 characters, all on one line.`)
  return value
}
