import DataLoader from 'dataloader'
import { type KeyFacts, readKeyFacts } from '@/lib/keys/read-key-facts'

/** A statement for so many names is still one look at an index for each. */
const mostAtOnce = 100

/**
 * Reads keys from the database. What is asked for by requests that arrived together is read together: after a start,
 * or without a lease, when nothing may be remembered, that is most of what the database would have to do.
 * Nothing is kept, and nothing joins a statement that has been sent, which may be older than a change.
 */
export const readKey = {
  byAccessKey: together('accessKey'),
  byId: together('id'),
}

function together(by: 'accessKey' | 'id'): (name: string) => Promise<KeyFacts | null> {
  const loader = new DataLoader<string, KeyFacts | null>((names) => readKeyFacts(by, names), {
    cache: false,
    maxBatchSize: mostAtOnce,
    // After everything that has arrived was looked at, not after each request.
    batchScheduleFn: (read) => void setImmediate(read),
  })
  return (name) => loader.load(name)
}
