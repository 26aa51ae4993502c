/** Runs the browser journeys: `npm run test:e2e`, or with Playwright's arguments after `--`. */
import { hasBrowser, installPeers } from './support/install-peers'
import { runJourneys } from './support/run-journeys'
import { runScript } from './support/run-script'

await runScript(async (args) => {
  if (!hasBrowser()) for (const sentence of installPeers(console.log)) console.log(sentence)
  process.exitCode = await runJourneys(args)
})
