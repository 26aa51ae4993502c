import 'server-only'
import type { MessageKey } from '@/lib/i18n/messages'
import type { Translate } from '@/lib/i18n/translator'
import type { Fault } from './fault'
import type { Verdict } from './verify-chain'

/** A verdict in sentences, for the terminal and for the page alike. */
export type VerdictWords = {
  whole: boolean
  verdict: string
  /** What was looked at. */
  covered: string
  /** What it says nothing about. */
  remarks: string[]
  faults: string[]
}

const shownFaults = 50

/** The verdict in the language of `t`. */
export function verdictWords(t: Translate<MessageKey<'deskAudit'>>, verdict: Verdict): VerdictWords {
  const { ok, seals, events, unsealed, unreadableHeads, faults } = verdict
  const { count, oldest = '', newest = '' } = unsealed
  const further = faults.length - shownFaults
  return {
    whole: ok,
    verdict: ok ? t('chain_whole') : t('chain_broken', { count: faults.length }),
    covered: t('chain_covered', { events, links: seals }),
    remarks: [
      ...(count > 0 ? [t('chain_unsealed', { count, oldest, newest })] : []),
      ...(unreadableHeads > 0 ? [t('chain_unreadable', { count: unreadableHeads })] : []),
    ],
    faults: [
      ...faults.slice(0, shownFaults).map((fault) => faultWords(t, fault)),
      ...(further > 0 ? [t('fault_further', { count: further })] : []),
    ],
  }
}

function faultWords(t: Translate<MessageKey<'deskAudit'>>, { kind, seal = '', events }: Fault): string {
  const { first = '', last = '' } = events ?? {}
  return t(`fault_${kind}`, { seal, known: events ? 'yes' : 'no', first, last })
}
