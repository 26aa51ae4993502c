import type { UsageSlot } from '@/lib/usage/counts-of'

const slotWidth = 10
const height = 100
/** What can just be seen, however small beside the rest. */
const least = 1.5

/**
 * Requests let in above a line, refused ones below it, to one scale: told apart by their place, not by colour alone.
 * A picture without script; the numbers stand in a table beside it.
 */
export function UsageChart({
  slots,
  label,
  words,
}: {
  slots: UsageSlot[]
  label: string
  words: (slot: UsageSlot) => string
}) {
  const most = Math.max(1, ...slots.map(({ allowed }) => allowed))
  const mostRefused = Math.max(0, ...slots.map(({ refused }) => refused))
  const scale = height / (most + mostRefused)
  const tall = (count: number) => (count === 0 ? 0 : Math.max(least, count * scale))
  const line = most * scale + least
  const width = slots.length * slotWidth
  const whole = line + mostRefused * scale + 2 * least
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${whole}`}
      preserveAspectRatio="none"
      className="block h-36 w-full"
    >
      {slots.map((slot, index) => (
        <g key={slot.from.getTime()}>
          <title>{words(slot)}</title>
          {/* The whole height answers to the pointer. */}
          <rect x={index * slotWidth} width={slotWidth} height={whole} className="fill-transparent" />
          <rect
            x={index * slotWidth + 1}
            width={slotWidth - 2}
            y={line - tall(slot.allowed)}
            height={tall(slot.allowed)}
            className="fill-accent"
          />
          <rect
            x={index * slotWidth + 1}
            width={slotWidth - 2}
            y={line}
            height={tall(slot.refused)}
            className="fill-seal"
          />
        </g>
      ))}
      <line
        x1="0"
        x2={width}
        y1={line}
        y2={line}
        vectorEffect="non-scaling-stroke"
        className="stroke-line-strong"
      />
    </svg>
  )
}
