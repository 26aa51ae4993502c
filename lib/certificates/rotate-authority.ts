import type { Operator } from '@/lib/access/operator'
import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { Bytes } from '@/lib/pki/bytes'
import { nextGeneration } from '@/lib/pki/next-generation'
import { subjectText } from '@/lib/pki/subject-text'
import { StartError } from '@/lib/start-error'
import { enoughUntil } from './authority-attention'
import { authorityEvent } from './authority-event'
import type { SigningAuthority } from './issuing-authority'
import { lockAuthorities } from './lock-authorities'
import { makeIssuing } from './make-issuing'
import { makeRoot, type OfflineKey } from './make-root'
import { openRoot, type RootKey } from './open-root'
import { writeRootList } from './write-root-list'

export type Rotation = {
  /** The newest issuing CA when the operator looked: who comes second finds another one, and makes none. */
  replacesId: string
  /** The root's key, where it is not here. */
  rootKey: RootKey | null
  /** A new root above the new CA: how long it is valid, and where its key goes. Null keeps the root. */
  newRoot: { years: number; offline: OfflineKey | null } | null
  years: number
  /** From when on the new CA issues; null for at once. */
  from: Date | null
}

/** The issuing CA that a rotation would replace. @throws StartError when there is none */
export async function newestIssuing(tx: Tx) {
  const newest = await tx.certificateAuthority.findFirst({
    where: { role: 'issuing' },
    orderBy: { createdAt: 'desc' },
    include: { issuer: true },
  })
  if (!newest) throw new StartError('There is no CA yet: npm run ca -- init makes one.')
  return newest
}

/**
 * Makes the issuing CA that follows the present one. That one keeps its key: certificates that it issued stay
 * valid, and stay on its lists until they end.
 * @throws StartError when somebody else was quicker, the root's key does not open, or the root ends too soon
 */
export async function rotateAuthority(
  operator: Operator,
  rotation: Rotation,
): Promise<{ id: string; subject: string; notBefore: Date }> {
  const { root, ...made } = await transaction(async (tx) => {
    await lockAuthorities(tx)
    const newest = await newestIssuing(tx)
    if (newest.id !== rotation.replacesId)
      throw new StartError('Another new CA was made just now: look at npm run ca -- status before you go on.')
    const root = await rootFor(tx, operator, newest.issuer, rotation)
    const { years, from } = rotation
    if (root.issuer.notAfter < enoughUntil(from ?? clock.now()))
      throw new StartError(
        `The root ends on ${root.issuer.notAfter.toISOString()}, too soon for a new CA below it: make a new root with --new-root.`,
      )
    const name = nextGeneration(newest.der)
    const id = await makeIssuing(tx, operator, root, { name, years, from })
    const { der, notBefore } = await tx.certificateAuthority.findUniqueOrThrow({ where: { id } })
    const entry = authorityEvent('authority.rotated', operator, { id, role: 'issuing', der })
    await recordEvent(tx, operator.actor, { ...entry, detail: { ...entry.detail, replaces: newest.id } })
    return { root, id, subject: subjectText(der), notBefore }
  })
  // While its key is at hand: a year's time begins anew.
  await writeRootList(root)
  return made
}

async function rootFor(
  tx: Tx,
  operator: Operator,
  above: { id: string; role: string; der: Bytes } | null,
  { rootKey, newRoot }: Rotation,
): Promise<SigningAuthority> {
  if (above?.role !== 'root')
    throw new StartError(
      'The present CA was brought in, and its root signs elsewhere: have the next one made there, and bring it with npm run ca -- import.',
    )
  if (!newRoot) return openRoot(tx, above.id, rootKey)
  return makeRoot(tx, operator, { name: nextGeneration(above.der), ...newRoot })
}
