import { expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { openssl } from '@/test/openssl'
import { ensureAuthorities } from './ensure-authorities'
import { authorityBundle } from './read-authority'
import { readRevocationList, readRootList } from './read-revocation-list'
import { refreshRootLists } from './refresh-root-lists'
import { newestIssuing, rotateAuthority } from './rotate-authority'

const issuerOf = (list: { der: Uint8Array } | null) =>
  openssl('crl -inform DER -noout -issuer', { input: list?.der ?? '' }).toString()
const roots = () =>
  database().certificateAuthority.findMany({ where: { role: 'root' }, orderBy: { createdAt: 'asc' } })

test('each root has its list under its serial number, the first one under none as well', async () => {
  expect([await readRootList(), await readRevocationList(0), await authorityBundle()]).toEqual([
    null,
    null,
    '',
  ])
  await ensureAuthorities()
  await refreshRootLists()
  const operator = { actor: systemActor, account: 'operator' }
  const replacesId = (await newestIssuing(database())).id
  const newRoot = { years: 20, offline: null }
  await rotateAuthority(operator, { rootKey: null, newRoot, years: 10, from: null, replacesId })

  const [first, second] = await roots()
  const lists = [await readRootList(first?.serialNumber), await readRootList(second?.serialNumber)]
  expect(issuerOf(lists[0] ?? null)).not.toBe(issuerOf(lists[1] ?? null))
  expect(await readRootList()).toEqual(lists[0])
  expect(await readRootList('00')).toBeNull()
  const newest = await newestIssuing(database())
  const text = openssl('x509 -inform DER -noout -text', { input: newest.der }).toString()
  expect(text).toContain(`/ca/crl/root/${second?.serialNumber}`)
  expect((await authorityBundle()).match(/BEGIN CERTIFICATE/g)).toHaveLength(4)
})
