import type { Operator } from '@/lib/access/operator'
import 'server-only'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { StartError } from '@/lib/start-error'
import type { SigningAuthority } from './issuing-authority'
import { lockAuthorities } from './lock-authorities'
import { makeIssuing } from './make-issuing'
import { makeRoot, type OfflineKey } from './make-root'
import { writeRootList } from './write-root-list'

export type AuthorityPlan = {
  country: string
  organisation: string
  rootName: string
  rootYears: number
  issuingName: string
  issuingYears: number
  /** Null keeps the root's key here. */
  offline: OfflineKey | null
}

/**
 * Makes the root and the issuing CA of an installation that has none.
 * @throws StartError when there is one already, made just now perhaps
 */
export async function initAuthorities(operator: Operator, plan: AuthorityPlan): Promise<void> {
  const root = await transaction(async (tx) => {
    await lockAuthorities(tx)
    if (await hasIssuing(tx))
      throw new StartError('There is a CA already: npm run ca -- status shows it, rotate makes the next one.')
    return makeBoth(tx, operator, plan)
  })
  // While its key is at hand.
  await writeRootList(root)
}

export async function hasIssuing(tx: Tx): Promise<boolean> {
  return (await tx.certificateAuthority.count({ where: { role: 'issuing' } })) > 0
}

/** The caller holds the lock. @returns the root, with its key in memory */
export async function makeBoth(tx: Tx, operator: Operator, plan: AuthorityPlan): Promise<SigningAuthority> {
  const { country, organisation, offline } = plan
  const rootName = { country, organisation, commonName: plan.rootName }
  const root = await makeRoot(tx, operator, { name: rootName, years: plan.rootYears, offline })
  const name = { country, organisation, commonName: plan.issuingName }
  await makeIssuing(tx, operator, root, { name, years: plan.issuingYears, from: null })
  return root
}
