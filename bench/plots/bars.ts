import { drawing, shape, width, words } from './svg'

export type Bar = {
  label: string
  value: number
  /** How the value is written. */
  shown: string
  /** What it is to be at least, or with `atMost` at most. */
  goal?: number
  /** Somebody else's, drawn beside ours. */
  isPeer?: boolean
  /** Up to where it is drawn paler: what is there for a while only. */
  passing?: number
}

const rowHeight = 44
const top = 44
const left = 16
const right = 140

/** A bar a row below its label, with a mark at its goal; those that miss theirs in another colour. */
export function bars(
  title: string,
  rows: Bar[],
  { about, atMost = false, legend = [] }: { about: string; atMost?: boolean; legend?: string[] },
): string {
  const most = Math.max(...rows.flatMap(({ value, goal = 0, passing = 0 }) => [value, goal, passing]))
  const x = (value: number) => left + (value / most) * (width - left - right)
  const hasGoals = rows.some(({ goal }) => goal !== undefined)
  const notes = [
    ...(hasGoals
      ? [`Upright mark: goal, at ${atMost ? 'most' : 'least'} that; in the other colour what misses it.`]
      : []),
    ...legend,
  ]
  const shapes = rows.flatMap(({ label, value, shown, goal, isPeer, passing }, at) => {
    const y = top + at * rowHeight
    const missed = goal !== undefined && (atMost ? value > goal : value < goal)
    const kind = isPeer ? 'peer' : missed ? 'missed' : 'bar'
    const end = Math.max(value, goal ?? 0, passing ?? 0)
    return [
      words(label, left, y + 13),
      ...(passing ? [shape('rect', 'pale', rect(x(passing), y))] : []),
      shape('rect', kind, rect(x(value), y)),
      ...(goal === undefined
        ? []
        : [shape('line', 'goal', { x1: x(goal), x2: x(goal), y1: y + 16, y2: y + 36 })]),
      words(goal === undefined ? shown : `${shown} (goal ${goal})`, x(end) + 8, y + 30),
    ]
  })
  const below = top + rows.length * rowHeight
  const noted = notes.map((note, at) => words(note, left, below + 14 + at * 18, 'faint'))
  return drawing(title, below + 34 + notes.length * 18, [...shapes, ...noted], about)
}

function rect(end: number, y: number) {
  return { x: left, y: y + 19, width: Math.max(1, end - left), height: 14, rx: 2 }
}
