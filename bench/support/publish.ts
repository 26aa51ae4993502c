import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const document = 'docs/performance.md'

/**
 * Prints what a command measured, writes it as JSON to `bench/results/`, and puts the printed lines into
 * `docs/performance.md`, between the comments that name the command.
 */
export function publish(name: string, lines: string[], result: object): void {
  console.log(`\n${lines.join('\n')}`)
  mkdirSync('bench/results', { recursive: true })
  writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(result, null, 2)}\n`)
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(document, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${document} has no place for ${name}`)
  writeFileSync(document, `${text.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`)
}
