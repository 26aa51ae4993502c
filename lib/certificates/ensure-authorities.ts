import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { StartError } from '@/lib/start-error'
import { type AuthorityPlan, hasIssuing, makeBoth } from './init-authorities'
import { lockAuthorities } from './lock-authorities'

const demoAuthorities: AuthorityPlan = {
  country: 'TW',
  organisation: 'Signet',
  rootName: 'Signet Root CA',
  rootYears: 20,
  issuingName: 'Signet Issuing CA',
  issuingYears: 10,
  offline: null,
}

/**
 * Sees to it that there is a CA: the demo makes root and issuing CA at its first start. Portals that start together
 * wait for one another, and one of them makes both.
 * @throws StartError in production, where the operator decides under which name, and where the root's key goes
 */
export async function ensureAuthorities(): Promise<void> {
  await transaction(async (tx) => {
    await lockAuthorities(tx)
    if (await hasIssuing(tx)) return
    if (env().SIGNET_MODE === 'production')
      throw new StartError(
        'There is no CA yet: make one with npm run ca -- init, or bring your own with npm run ca -- import (docs/ca.md).',
      )
    await makeBoth(tx, { actor: systemActor, account: null }, demoAuthorities)
  })
}
