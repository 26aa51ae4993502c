import { exportRounds } from '@/lib/pki/export-rules'
import { makeRoundTrial } from '@/lib/pki/round-trial'

const trialRounds = 20_000
const wantedMs = 2_000

/** As many rounds as this device makes in about two seconds, within what every importer takes. */
export async function chooseRounds(): Promise<number> {
  const started = performance.now()
  await makeRoundTrial(trialRounds)
  const perRoundMs = (performance.now() - started) / trialRounds
  const affordable = Math.floor(wantedMs / perRoundMs / 10_000) * 10_000
  return Math.min(exportRounds.most, Math.max(exportRounds.fewest, affordable))
}
