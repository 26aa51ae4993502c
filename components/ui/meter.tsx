/** A cap as a bar: "12 of 30". The words stand beside it; this is the picture. A full one is amber: nothing is lost. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const filled = max > 0 ? Math.min(100, (100 * value) / max) : 0
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      className="h-2 w-full rounded-pill border border-line bg-sunken"
    >
      <rect width={filled} height="2" className={value >= max ? 'fill-warn' : 'fill-accent'} />
    </svg>
  )
}
