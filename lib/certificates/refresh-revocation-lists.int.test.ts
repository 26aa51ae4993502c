import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { policy } from '@/lib/policies/policy'
import { issuedCertificate, revokeAsStaff, storedList } from '@/test/issued'
import { openssl } from '@/test/openssl'
import { ensureAuthorities } from './ensure-authorities'
import { withSigner } from './issuing-authority'
import { listPeriodSeconds } from './list-times'
import { markRevoked } from './mark-revoked'
import { refreshRevocationLists } from './refresh-revocation-lists'
import { refreshRootLists } from './refresh-root-lists'
import { rootListNumber } from './root-list-number'
import { openList, writeList } from './write-list'

const cwd = mkdtempSync(join(tmpdir(), 'signet-lists-'))
const listCount = 128
const rows = () => database().revocationList.findMany({ where: { number: { gte: 0 } } })
const rowOf = (number: number) => database().revocationList.findFirstOrThrow({ where: { number } })
const serialsIn = async (number: number) => {
  const text = openssl('crl -text -noout', { input: await storedList(number) }).toString()
  return [...text.matchAll(/Serial Number: ([0-9A-F]{40})\n/g)].map(([, serial]) => serial?.toLowerCase())
}

beforeAll(async () => {
  await ensureAuthorities()
  await refreshRootLists()
})
afterEach(() => clock.shift(0))
afterAll(() => rm(cwd, { recursive: true }))

test('several processes make one edition of each list, and nothing more while nothing changes', async () => {
  const made = await Promise.all([1, 2, 3].map(() => refreshRevocationLists()))
  expect(made.reduce((sum, count) => sum + count)).toBe(listCount)
  expect(await refreshRevocationLists()).toBe(0)
  const lists = await rows()
  expect(lists.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: listCount }, (_, number) => number),
  )
  for (const { edition, staleAt, thisUpdate, nextUpdate } of lists) {
    expect([edition, staleAt]).toEqual([1n, null])
    expect(thisUpdate.getTime()).toBeLessThan(Date.now())
    expect(nextUpdate.getTime()).toBeGreaterThan(addSeconds(new Date(), 23 * 3600).getTime())
  }
})

test('openssl refuses a certificate once its list was made anew, and no other one', async () => {
  const [revoked, live] = [await issuedCertificate(), await issuedCertificate()]
  await revokeAsStaff(revoked)
  expect(await refreshRevocationLists()).toBe(1)
  for (const [name, { chain, list }] of Object.entries({ revoked, live })) {
    const [leaf = '', issuing = '', root = ''] = chain
    writeFileSync(join(cwd, `${name}.pem`), leaf)
    writeFileSync(join(cwd, 'issuing.pem'), issuing)
    writeFileSync(join(cwd, 'root.pem'), root)
    writeFileSync(join(cwd, `${name}.crl`), `${await storedList(list)}${await storedList(rootListNumber)}`)
  }
  const verify = (name: string) =>
    openssl(
      `verify -x509_strict -crl_check_all -CAfile root.pem -untrusted issuing.pem -CRLfile ${name}.crl ${name}.pem`,
      { cwd },
    ).toString()
  expect(verify('live')).toContain('live.pem: OK')
  expect(() => verify('revoked')).toThrow(/certificate revoked/)
  const text = openssl('crl -text -noout -in revoked.crl', { cwd }).toString()
  expect(text).toContain(`URI:${new URL(`/ca/crl/${revoked.list}`, env().PKI_URL)}`)
})

describe('a revocation that commits while its list is being made', () => {
  test.each(['fresh', 'stale already', 'never made'])('is not lost: %s', async (state) => {
    const certificate = await issuedCertificate()
    const { list: number } = certificate
    const { authorityId } = await database().certificate.findUniqueOrThrow({ where: { id: certificate.id } })
    if (state === 'never made') await database().revocationList.deleteMany({ where: { number } })
    if (state === 'stale already')
      await database().revocationList.updateMany({ where: { number }, data: { staleAt: clock.now() } })

    let making: Promise<unknown> | undefined
    await transaction(async (tx) => {
      const { id, serialNumber, customer } = certificate
      const live = { id, serialNumber, customerId: customer.customerId }
      expect(await markRevoked(tx, systemActor, live, 'superseded')).toBe(true)
      making = refreshRevocationLists({ force: true })
      // It has read what was committed, and waits to write.
      await waitsForUs()
    })
    await making
    await refreshRevocationLists()
    expect(await serialsIn(number)).toContain(certificate.serialNumber)
    expect(await rowOf(number)).toMatchObject({ authorityId, staleAt: null })
  })

  async function waitsForUs(): Promise<void> {
    for (const end = Date.now() + 30_000; Date.now() < end; await pause(10)) {
      const [found] = await database().$queryRaw<{ waits: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND query LIKE '%revocation_list%' AND datname = current_database()) AS waits`
      if (found?.waits) return
    }
    throw new Error('nothing waited')
  }
})

test('of two that make one edition, one keeps it', async () => {
  const { authorityId, number } = await rowOf(1)
  const authority = await database().certificateAuthority.findUniqueOrThrow({ where: { id: authorityId } })
  const signing = withSigner(authority)
  const state = await openList(authorityId, number)
  if (!signing) throw new Error('no key')
  const made = await Promise.all(
    [1, 2].map(() => writeList(signing, state, { entries: [], lifeSeconds: 60 })),
  )
  expect(made.sort()).toEqual([false, true])
  expect((await rowOf(number)).edition).toBe(state.edition + 1n)
})

test('each list is made anew at half of its life; a certificate leaves it after a regular edition past its own end', async () => {
  const certificate = await issuedCertificate()
  await revokeAsStaff(certificate)
  await refreshRevocationLists()
  const { list } = certificate
  clock.shift(listPeriodSeconds + 60)
  expect(await refreshRevocationLists()).toBeGreaterThanOrEqual(listCount - 1)
  const hours = 3600
  const life = policy().certificate.validityDays * 24
  for (const [afterEnd, isListed] of [
    [1, true],
    [14, true],
    [40, false],
  ] as const) {
    clock.shift((life + afterEnd) * hours)
    await refreshRevocationLists()
    expect((await serialsIn(list)).includes(certificate.serialNumber)).toBe(isListed)
  }
})

test('a CA that can not sign keeps no other from it, and is told of', async () => {
  const issuing = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'issuing' } })
  const { id: _id, ...copy } = issuing
  await database().certificateAuthority.create({
    data: { ...copy, serialNumber: 'ff', firstList: 256, listCount: 2, keyLocation: 'file:gone.key.pem' },
  })
  await expect(refreshRevocationLists({ force: true })).rejects.toThrow(/gone\.key\.pem/)
  expect((await rows()).filter(({ edition }) => edition === 0n).map(({ number }) => number)).toEqual([256])
})

test('a root’s list is made while its key is here, once in half a year', async () => {
  const root = () => database().revocationList.findFirstOrThrow({ where: { number: rootListNumber } })
  const { edition, nextUpdate } = await root()
  expect(nextUpdate.getTime()).toBeGreaterThan(addSeconds(new Date(), 364 * 86_400).getTime())
  await refreshRootLists()
  expect((await root()).edition).toBe(edition)
  clock.shift(181 * 86_400)
  await refreshRootLists()
  expect((await root()).edition).toBe(edition + 1n)
})
