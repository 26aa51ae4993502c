/** Checks the audit chain from its first link to its last; ends with an error when it finds a fault. */
import { verdictWords } from '@/lib/audit/verdict-words'
import { type Verdict, verifyChain } from '@/lib/audit/verify-chain'
import { translate } from '@/lib/i18n/messages'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

function print(found: Verdict): void {
  const { whole, verdict, covered, remarks, faults } = verdictWords(translate('en', 'deskAudit'), found)
  for (const line of [covered, ...remarks]) console.log(line)
  if (whole) {
    console.log(verdict)
    return
  }
  console.error(verdict)
  for (const fault of faults) console.error(`  - ${fault}`)
}

await runScript(() =>
  withInstallation(async () => {
    const verdict = await verifyChain()
    print(verdict)
    if (!verdict.ok) process.exitCode = 1
  }),
)
