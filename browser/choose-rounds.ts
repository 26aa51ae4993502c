import { pkcs12Rounds } from '@/lib/pki/make-pkcs12'
import { makeRoundTrial } from '@/lib/pki/round-trial'

const trialRounds = 20_000
const wantedMs = 2_000

/** As many rounds as this device makes in about two seconds, within what every importer takes. */
export async function chooseRounds(): Promise<number> {
  const started = performance.now()
  await makeRoundTrial(trialRounds)
  const perRoundMs = (performance.now() - started) / trialRounds
  const affordable = Math.floor(wantedMs / perRoundMs / 10_000) * 10_000
  return Math.min(pkcs12Rounds.most, Math.max(pkcs12Rounds.fewest, affordable))
}
