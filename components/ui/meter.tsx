/** A cap as a bar: "12 of 30". The words stand beside it; this is the picture. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      className="h-1.5 w-full rounded-pill bg-sunken"
    >
      <rect
        width={max > 0 ? Math.min(100, (100 * value) / max) : 0}
        height="2"
        className={value >= max ? 'fill-seal' : 'fill-accent'}
      />
    </svg>
  )
}
