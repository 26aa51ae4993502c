import { classNames } from './class-names'
import { Icon } from './icon'

/**
 * Where one is in a journey of several steps. `current` counts from 0; past the last one all are done.
 * On a phone only the present step keeps its words; `progress` says the rest ("Step 2 of 4").
 */
export function Steps({
  label,
  progress,
  steps,
  current,
}: {
  label: string
  progress: string
  steps: string[]
  current: number
}) {
  return (
    <nav aria-label={label}>
      <ol className="flex gap-2 text-small text-ink-2">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            className={classNames(
              'min-w-0 flex-1 border-t-3 pt-2',
              index <= current ? 'border-accent' : 'border-line',
              index === current && 'font-semibold text-ink',
            )}
          >
            <span className="flex items-start gap-1 max-sm:sr-only">
              {index < current && <Icon name="check" className="mt-0.5 size-3.5 text-accent" />}
              {step}
            </span>
          </li>
        ))}
      </ol>
      <p aria-hidden className="text-small text-ink-2 sm:hidden">
        {progress}
        {steps[current] && <span className="block font-semibold text-ink">{steps[current]}</span>}
      </p>
    </nav>
  )
}
