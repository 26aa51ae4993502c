/**
 * Fills the demo's database with as many made-up customers and keys as a large broker has, to see how it bears them:
 * `npm run seed:large -- --customers 200000 --keys 2000000`. Run again, it adds only those who are missing.
 */
import { StartError } from '@/lib/start-error'
import { fillDatabase } from './seed-large/fill-database'
import { readSize } from './seed-large/read-size'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

await runScript(async (args) => {
  const size = readSize(args)
  await withInstallation(async (mode) => {
    if (mode !== 'demo') throw new StartError('Made-up customers are for the demo only.')
    const began = Date.now()
    const { customers, keys, certificates, events } = await fillDatabase(size, console.log)
    const seconds = Math.round((Date.now() - began) / 1000)
    console.log(
      customers > 0
        ? `Added ${customers} customers, ${keys} keys, ${certificates} certificates and ${events} events in ${seconds} s.`
        : `All ${size.customers} customers of seed ${size.seed} are there already: nothing was added.`,
    )
  })
})
