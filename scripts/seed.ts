/** Puts the demo customers into the demo's database; those that are there stay as they are. */
import { seedDemoCustomers } from '@/lib/identity/seed-demo'
import { StartError } from '@/lib/start-error'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

await runScript(() =>
  withInstallation(async (mode) => {
    if (mode !== 'demo') throw new StartError('Demo customers are for the demo only.')
    await seedDemoCustomers()
    console.log('The demo customers are in the database.')
  }),
)
