import 'server-only'
import { createHash } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { displayFingerprint } from '@/lib/pki/fingerprint'
import { subjectText } from '@/lib/pki/subject-text'
import { type Attention, attentionOf, type ListState } from './authority-attention'
import { issuingAuthority, withSigner } from './issuing-authority'
import { isKeyHere } from './open-signer'
import { provesKey } from './prove-key'

const dayMs = 86_400_000

export type AuthorityStatus = {
  id: string
  role: 'root' | 'intermediate' | 'issuing' | 'server'
  subject: string
  serialNumber: string
  /** SHA-256 of its certificate. */
  fingerprint: string
  notBefore: Date
  notAfter: Date
  /** Whole days until it ends; negative when it has ended. */
  daysLeft: number
  key: {
    location: string | null
    /** `elsewhere`: taken offline, or never ours. */
    state: 'opens' | 'elsewhere' | 'missing'
    /** Why it does not open. */
    reason: string | null
  }
  issuesNow: boolean
  liveCertificates: number
  /** Null for a CA that has none: one whose key was never here. */
  lists: ListState | null
  responderUntil: Date | null
  attention: Attention[]
}

/** Every CA of this installation, the newest first, each with what of it needs somebody's attention. */
export async function authorityStatus(): Promise<AuthorityStatus[]> {
  const now = clock.now()
  const [rows, live, issuingId] = await Promise.all([
    database().certificateAuthority.findMany({
      orderBy: { createdAt: 'desc' },
      include: { revocationLists: true, responders: { orderBy: { notAfter: 'desc' }, take: 1 } },
    }),
    liveCertificates(now),
    issuingAuthority(database()).then(
      ({ id }) => id,
      () => null,
    ),
  ])
  const found: AuthorityStatus[] = []
  for (const row of rows) {
    const { id, role, der, serialNumber, notBefore, notAfter } = row
    const known = {
      ...{ id, role, subject: subjectText(der), serialNumber, notBefore, notAfter },
      fingerprint: displayFingerprint(createHash('sha256').update(der).digest()),
      daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / dayMs),
      key: await keyState(row),
      issuesNow: id === issuingId,
      liveCertificates: live.get(id) ?? 0,
      lists: listState(row.revocationLists, row.listCount, now),
      responderUntil: row.responders[0]?.notAfter ?? null,
    }
    const succeeded = rows.some((other) => isIssuing(other) && other.createdAt > row.createdAt)
    const facts = { ...known, succeeded, chainEnds: chainEnds(rows, row) }
    found.push({ ...known, attention: attentionOf(facts, now) })
  }
  return found
}

const isIssuing = ({ role, keyLocation }: { role: string; keyLocation: string | null }) =>
  role === 'issuing' && keyLocation !== null

type Link = { id: string; issuerId: string | null; notAfter: Date }

/** When a CA, or one above it, ends first. */
function chainEnds(rows: Link[], row: Link): Date {
  const above = rows.find(({ id }) => id === row.issuerId)
  const then = above && chainEnds(rows, above)
  return then && then < row.notAfter ? then : row.notAfter
}

/** Whether it signs, tried. */
async function keyState(row: Parameters<typeof withSigner>[0]): Promise<AuthorityStatus['key']> {
  const location = row.keyLocation
  try {
    const authority = withSigner(row)
    if (!authority || !location) return { location, state: 'elsewhere', reason: null }
    // A key that this process has opened already would still sign.
    if (!(await isKeyHere(location))) return { location, state: 'missing', reason: 'its file is not there' }
    if (await provesKey(authority.issuer, authority.signer)) return { location, state: 'opens', reason: null }
    return { location, state: 'missing', reason: 'it is the key of another certificate' }
  } catch (error) {
    return { location, state: 'missing', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function liveCertificates(now: Date): Promise<Map<string, number>> {
  const counted = await database().certificate.groupBy({
    by: ['authorityId'],
    where: { status: 'issued', notAfter: { gt: now } },
    _count: true,
  })
  return new Map(counted.map(({ authorityId, _count }) => [authorityId, _count]))
}

/** A list that went stale is made anew within seconds; a minute later something is wrong. */
const staleSeconds = 60

function listState(
  rows: { edition: bigint; nextUpdate: Date; staleAt: Date | null }[],
  listCount: number | null,
  now: Date,
): ListState | null {
  const lists = rows.filter(({ edition }) => edition > 0n)
  if (rows.length === 0 && listCount === null) return null
  const since = addSeconds(now, -staleSeconds)
  const earliest = lists.map(({ nextUpdate }) => nextUpdate.getTime()).sort((a, b) => a - b)[0]
  return {
    wanted: listCount ?? 1,
    made: lists.length,
    stale: lists.filter(({ staleAt }) => staleAt && staleAt < since).length,
    lapsed: lists.filter(({ nextUpdate }) => nextUpdate <= now).length,
    nextUpdate: earliest === undefined ? null : new Date(earliest),
  }
}
