/** Brings the database up to date without starting the portal, and stamps it with this environment's mode. */
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

await runScript(() => withInstallation(async () => console.log('The database is up to date.')))
