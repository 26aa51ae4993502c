import { buildIfStale } from './support/build-if-stale'
import { runScript } from './support/run-script'

await runScript(() => buildIfStale(console.log))
