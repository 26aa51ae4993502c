/** What is drawn in which colour, on light and on dark; it brings its own ground, whatever page it is put into. */
const style = `
  svg { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --bar: #4579b8; --pale: #b9cfe8; --missed: #bf5a1f; --peer: #8c959f }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --ink: #e6edf3; --faint: #9198a1; --line: #3d444d; --bar: #6ea3e0; --pale: #2f4f75; --missed: #e58a4e; --peer: #6e7681 }
  }
  text { font: 13px system-ui, sans-serif; fill: var(--ink) }
  .title { font-weight: 600; font-size: 15px }
  .faint { fill: var(--faint); font-size: 12px }
  .end { text-anchor: end }
  .middle { text-anchor: middle }
  .ground { fill: var(--ground) }
  .bar { fill: var(--bar) }
  .pale { fill: var(--pale) }
  .missed { fill: var(--missed) }
  .peer { fill: var(--peer) }
  .grid { stroke: var(--line); stroke-width: 1 }
  .goal { stroke: var(--ink); stroke-width: 2 }
  .mark { stroke: var(--ground); stroke-width: 2 }
`

export const width = 800

type Numbers = Record<string, number>

/** An element without content. Tenths of a pixel are enough. */
export function shape(name: 'rect' | 'line' | 'circle', of: string, numbers: Numbers): string {
  const attributes = Object.entries(numbers).map(([key, value]) => `${key}="${Math.round(value * 10) / 10}"`)
  return `<${name} class="${of}" ${attributes.join(' ')}/>`
}

/** A line of text. @param of its classes */
export function words(text: string, x: number, y: number, of = ''): string {
  return `<text x="${Math.round(x * 10) / 10}" y="${Math.round(y * 10) / 10}" class="${of}">${escaped(text)}</text>`
}

/** A whole drawing under its title. @param about one line on what it was measured with, below it */
export function drawing(title: string, height: number, shapes: string[], about: string): string {
  const body = [words(title, 16, 26, 'title'), ...shapes, words(about, 16, height - 12, 'faint')]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}</style>
${[shape('rect', 'ground', { width, height, rx: 6 }), ...body].join('\n')}
</svg>
`
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
