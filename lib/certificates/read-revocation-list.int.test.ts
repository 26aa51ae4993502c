import { expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { openssl } from '@/test/openssl'
import { ensureAuthorities } from './ensure-authorities'
import { authorityBundle } from './read-authority'
import { readRevocationList, readRootList } from './read-revocation-list'
import { refreshRootLists } from './refresh-root-lists'
import { rootListNumber } from './root-list-number'
import { newestIssuing, rotateAuthority } from './rotate-authority'

const servedIssuer = async () => {
  const list = await readRootList()
  return openssl('crl -inform DER -noout -issuer', { input: list?.der ?? '' }).toString()
}

test('of two roots the list of the one above the CA that issues now is served', async () => {
  expect([await readRootList(), await readRevocationList(0), await authorityBundle()]).toEqual([
    null,
    null,
    '',
  ])
  await ensureAuthorities()
  await refreshRootLists()
  const first = await servedIssuer()
  const old = await database().revocationList.findFirstOrThrow({ where: { number: rootListNumber } })

  const operator = { actor: systemActor, account: 'operator' }
  const replacesId = (await newestIssuing(database())).id
  const newRoot = { years: 20, offline: null }
  await rotateAuthority(operator, { rootKey: null, newRoot, years: 10, from: null, replacesId })
  expect(await database().revocationList.count({ where: { number: rootListNumber } })).toBe(2)
  // However new the edition of the other one is.
  await database().revocationList.updateMany({
    where: { authorityId: old.authorityId, number: rootListNumber },
    data: { thisUpdate: new Date() },
  })
  expect(await servedIssuer()).not.toBe(first)
  expect((await authorityBundle()).match(/BEGIN CERTIFICATE/g)).toHaveLength(4)
})
