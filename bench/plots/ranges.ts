import { percentile } from '../support/percentile'
import { drawing, shape, width, words } from './svg'

const rowHeight = 48
const top = 48
const left = 16
const right = 24
/** What took less, or was seen before its beginning was, is drawn here: a logarithm ends nowhere. */
const floor = 0.1

/**
 * How values are spread, a row each over one logarithmic scale: a line from the least to the most, a bar over the half
 * in the middle, a cut at the median, a dot where all but one in a hundred are below.
 */
export function ranges(
  title: string,
  rows: { label: string; values: number[] }[],
  { about, unit }: { about: string; unit: string },
): string {
  const all = rows.flatMap(({ values }) => values)
  const place = (value: number) => Math.log10(Math.max(value, floor))
  const [least, most] = [place(Math.min(...all)), place(Math.max(...all))]
  const first = Math.floor(least)
  const x = (value: number) =>
    left + ((place(value) - first) / (most + 0.05 - first)) * (width - left - right)
  const below = top + rows.length * rowHeight
  const powers = Array.from({ length: Math.floor(most) - first + 1 }, (_, at) => 10 ** (first + at))
  const scale = powers.flatMap((power) => [
    shape('line', 'grid', { x1: x(power), x2: x(power), y1: top - 8, y2: below }),
    words(`${power} ${unit}`, x(power), below + 16, power === powers[0] ? 'faint' : 'faint middle'),
  ])
  const shapes = rows.flatMap(({ label, values }, at) => {
    const y = top + at * rowHeight + 28
    const [low, quarter, middle, threeQuarters, nearly, high] = [0, 0.25, 0.5, 0.75, 0.99, 1].map((share) =>
      percentile(values, share),
    ) as [number, number, number, number, number, number]
    const bar = Math.max(3, x(threeQuarters) - x(quarter))
    return [
      words(label, left, y - 16),
      shape('line', 'goal', { x1: x(low), x2: x(high), y1: y, y2: y }),
      shape('rect', 'bar', { x: x(quarter), y: y - 8, width: bar, height: 16, rx: 2 }),
      shape('line', 'mark', { x1: x(middle), x2: x(middle), y1: y - 8, y2: y + 8 }),
      shape('circle', 'missed', { cx: x(nearly), cy: y, r: 5 }),
    ]
  })
  const legend = 'Line: all rounds. Bar: the half in the middle, cut at the median. Dot: 99 of 100 are below.'
  const noted = words(legend, left, below + 40, 'faint')
  return drawing(title, below + 74, [...scale, ...shapes, noted], about)
}
