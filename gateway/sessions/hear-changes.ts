import { onChange, onLapse } from '../memory/process-lease'
import type { Streams } from './streams'

/** Has streams looked after as soon as something about their customers changes. */
export function hearChanges(streams: Streams): void {
  onChange(({ customerId }) => {
    if (customerId) void streams.recheck(customerId)
  })
  onLapse(() => void streams.recheck(null))
}
