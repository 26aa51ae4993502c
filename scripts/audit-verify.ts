/** Checks the audit chain from its first link to its last; ends with an error when it finds a fault. */
import type { Fault, FaultKind } from '@/lib/audit/fault'
import { type Verdict, verifyChain } from '@/lib/audit/verify-chain'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

const words: Record<FaultKind, string> = {
  link_altered: 'is not as it was made: somebody without the audit key changed it',
  links_missing: 'does not follow on the one before it: links are missing or were exchanged',
  events_altered: 'does not match its events: some were changed, removed, added or put in another order',
  link_unknown: 'is claimed by events but is not in the chain',
  tail_cut: 'was the head of the chain once and is not in it any more: the end was cut off',
  head_file_missing: 'Nothing to hold the end of the chain against: audit-head.log is missing or empty.',
}

const shownFaults = 50

function say({ kind, seal, events }: Fault): string {
  if (!seal) return `  - ${words[kind]}`
  return `  - Link ${seal} ${words[kind]}${events ? ` (events ${events.first} … ${events.last})` : ''}.`
}

function print({ ok, seals, events, unsealed, unreadableHeads, faults }: Verdict): void {
  console.log(`${events} sealed events in ${seals} links.`)
  if (unsealed.count > 0)
    console.log(
      `${unsealed.count} events are not sealed yet, so nothing vouches for them: ${unsealed.oldest} … ${unsealed.newest}.`,
    )
  if (unreadableHeads > 0) console.log(`${unreadableHeads} unreadable lines in audit-head.log.`)
  if (ok) {
    console.log('The audit chain is whole.')
    return
  }
  console.error(`The audit chain is NOT whole (${faults.length} faults):`)
  for (const fault of faults.slice(0, shownFaults)) console.error(say(fault))
  if (faults.length > shownFaults) console.error(`  - and ${faults.length - shownFaults} more`)
}

await runScript(() =>
  withInstallation(async () => {
    const verdict = await verifyChain()
    print(verdict)
    if (!verdict.ok) process.exitCode = 1
  }),
)
