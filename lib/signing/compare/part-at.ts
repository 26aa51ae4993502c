import type { SigningDialect } from '../dialects'
import type { Described } from './request-of'

/** What stands at a place of a signed string. `parameter` names it. */
export type Part = {
  name:
    | 'time'
    | 'method'
    | 'path'
    | 'target'
    | 'query'
    | 'body'
    | 'body_hash'
    | 'access_key'
    | 'window'
    | 'parameter'
    | 'end'
  parameter: string
}

type Stretch = { name: Part['name']; length: number }

const lines = {
  signet: ['time', 'method', 'path', 'query', 'body_hash'],
  gate: ['method', 'path', 'query', 'body_hash', 'time'],
} as const

/** Which part of the string that was built begins to differ at this byte. */
export function partAt(dialect: SigningDialect, described: Described, built: Buffer, at: number): Part {
  if (at >= built.length) return named('end')
  if (dialect === 'signet' || dialect === 'gate') return inLines(lines[dialect], built, at)
  if (dialect === 'okx' || dialect === 'bybit') return inStretches(stretchesOf(dialect, described), at)
  return inParameters(built, at)
}

/** None of these parts holds a line feed: each line is one. The break behind it counts to it. */
function inLines(names: readonly Part['name'][], built: Buffer, at: number): Part {
  const before = built.subarray(0, at).filter((byte) => byte === 0x0a).length
  return named(names[before] ?? 'end')
}

function stretchesOf(dialect: 'okx' | 'bybit', described: Described): Stretch[] {
  const { timestamp, method, accessKey, window, target } = described
  const time: Stretch = { name: 'time', length: timestamp.length }
  if (dialect === 'bybit')
    return [
      time,
      { name: 'access_key', length: accessKey.length },
      { name: 'window', length: window.length },
      { name: target.includes('?') ? 'query' : 'body', length: Number.POSITIVE_INFINITY },
    ]
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/\?$/, '')
  return [
    time,
    { name: 'method', length: method.length },
    { name: 'target', length: local.length },
    { name: 'body', length: Number.POSITIVE_INFINITY },
  ]
}

function inStretches(stretches: Stretch[], at: number): Part {
  let end = 0
  for (const { name, length } of stretches) {
    end += length
    if (at < end) return named(name)
  }
  return named('end')
}

/** Query and form, one behind the other: what is there is a parameter. */
function inParameters(built: Buffer, at: number): Part {
  const text = built.toString('latin1')
  const begin = text.lastIndexOf('&', at - (text[at] === '&' ? 1 : 0)) + 1
  const parameter = /^[^=&]*/.exec(text.slice(begin))?.[0] ?? ''
  return { name: 'parameter', parameter }
}

const named = (name: Part['name']): Part => ({ name, parameter: '' })
