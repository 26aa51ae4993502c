import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { plots, type Results } from '../plots/plots'

const document = 'docs/performance.md'

/** What a command writes as JSON: of one with a plot, what that is made of. */
type Result<Name extends string> = Name extends keyof Results ? Results[Name] : object

/**
 * Prints what a command measured, writes it as JSON to `bench/results/` and as a plot to `docs/images/`, and puts plot
 * and printed lines into `docs/performance.md`, between the comments that name the command.
 */
export function publish<Name extends string>(name: Name, lines: string[], result: Result<Name>): void {
  console.log(`\n${lines.join('\n')}`)
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(`bench/results/${name}.json`, jsonOf(result))
  const plot = plotOf(name, result)
  if (plot !== null) writeFileSync(`docs/images/${name}.svg`, plot)
  const shown = plot === null ? lines : [`![The table below as a plot](images/${name}.svg)`, '', ...lines]
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(document, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${document} has no place for ${name}`)
  writeFileSync(document, `${text.slice(0, from + begin.length)}\n\n${shown.join('\n')}\n\n${text.slice(to)}`)
}

/** The plot of what a command wrote; null when it has none. */
export function plotOf(name: string, result: object): string | null {
  const plot = plots[name as keyof Results] as ((result: object) => string) | undefined
  // What was measured is drawn as it can be read again.
  return plot?.(JSON.parse(jsonOf(result)) as object) ?? null
}

/** Four digits are more than any of it is sure of; lists of numbers stand in a line. */
function jsonOf(result: object): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
  const text = JSON.stringify(result, rounded, 2)
  const inLines = text.replace(/\[[\d\s.,e+-]*\]/g, (list) => list.replace(/\s+/g, ' '))
  return `${inLines}\n`
}
