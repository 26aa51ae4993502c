/** Puts the demo's customers and staff into its database; those that are there stay as they are. */
import { seedDemoCustomers } from '@/lib/identity/seed-demo'
import { seedDemoStaff } from '@/lib/staff/seed-demo-staff'
import { StartError } from '@/lib/start-error'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

await runScript(() =>
  withInstallation(async (mode) => {
    if (mode !== 'demo') throw new StartError('Demo customers are for the demo only.')
    await seedDemoCustomers()
    await seedDemoStaff()
    console.log('The demo customers and the demo staff are in the database.')
  }),
)
