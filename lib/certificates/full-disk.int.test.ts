import { statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { closeDatabase, database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { confirmKey, csrText, newKey } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf } from '@/test/help-act'
import { issuedCertificate } from '@/test/issued'
import { onServer } from '@/test/on-server'
import { noSmallDisk, smallDisk } from '@/test/small-disk'
import { ensureAuthorities } from './ensure-authorities'
import { healPendingCertificates } from './heal-pending'
import { issueCertificate } from './issue-certificate'
import { refreshRevocationLists } from './refresh-revocation-lists'
import { revokeCertificate } from './revoke-certificate'

/** What PostgreSQL asks a disk for at a time. */
const pageBytes = 8192
const { server } = inject('testDatabase')
// A server elsewhere has other disks than this machine.
const missing = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL is a server of its own' : noSmallDisk()

describe.skipIf(missing)(`on a full disk${missing ? `: ${missing}` : ''}`, () => {
  let disk: ReturnType<typeof smallDisk>

  /** Puts this file's database, all but the write-ahead log, onto the small disk, or back to where it was. */
  const move = async (tablespace: string) => {
    const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
    await closeDatabase()
    await onServer(server, (client) => client.query(`ALTER DATABASE ${name} SET TABLESPACE ${tablespace}`))
  }
  /** The log of messages begins with its first page again, so that the next message wants one of the disk. */
  const emptyOutbox = () => database().$executeRaw`TRUNCATE outbox`

  beforeAll(async () => {
    disk = smallDisk(48)
    await ensureAuthorities()
    await onServer(server, async (client) => {
      const { rows } = await client.query<{ folder: string }>(
        `SELECT current_setting('data_directory') AS folder`,
      )
      const folder = disk.folderOf(statSync(rows[0]?.folder ?? ''))
      await client.query(`CREATE TABLESPACE small_disk LOCATION '${folder}'`)
    })
    await move('small_disk')
  })
  afterAll(async () => {
    disk?.clear()
    await move('pg_default').finally(async () => {
      await onServer(server, (client) => client.query('DROP TABLESPACE IF EXISTS small_disk')).finally(() =>
        disk?.unmount(),
      )
    })
  })

  /** What the act was refused with: the server's own words, which no person is shown. */
  async function refusalOf(act: Promise<unknown>): Promise<string | undefined> {
    const error = await act.then(
      () => undefined,
      (thrown) => thrown,
    )
    // Only an AppError has a sentence of its own; for all else people read the general one.
    expect(error).not.toBeInstanceOf(AppError)
    return error && String(error.message)
  }

  async function applicant() {
    const customer = await testCustomer()
    const key = newKey()
    await confirmKey(customer, key)
    return { customer, apply: () => issueCertificate(customer, { csr: csrText(key) }) }
  }

  /** All that an application leaves behind. */
  async function leftOf({ customerId }: TestCustomer) {
    const events = (action: string) => database().auditEvent.count({ where: { customerId, action } })
    const rows = await database().certificate.findMany({ where: { customerId } })
    return {
      rows: rows.map(({ status }) => status),
      requested: await events('certificate.requested'),
      issued: await events('certificate.issued'),
      usedCodes: await database().stepUp.count({ where: { customerId, usedAt: { not: null } } }),
      notices: await noticesOf(customerId, 'certificate_issued'),
    }
  }
  const nothing = { rows: [], requested: 0, issued: 0, usedCodes: 0, notices: 0 }
  const pending = { rows: ['pending'], requested: 1, issued: 0, usedCodes: 1, notices: 0 }
  const whole = { rows: ['issued'], requested: 1, issued: 1, usedCodes: 1, notices: 1 }

  test('an issuance is refused at every page that it wants, with nothing by half, and goes through with space', async () => {
    const [first, second] = [await applicant(), await applicant()]
    await emptyOutbox()
    disk.fill()
    expect(await refusalOf(second.apply())).toMatch(/No space left on device/)
    expect(await leftOf(second.customer)).toEqual(nothing)

    // One page more each time: it comes further before the next one is missing.
    const seen = new Set<string>()
    for (let tries = 0; tries < 100; tries++) {
      const refusal = await refusalOf(first.apply())
      const left = await leftOf(first.customer)
      seen.add(left.rows.join() || 'nothing')
      if (!refusal) break
      expect(refusal).toMatch(/No space left on device/)
      expect(left).toEqual(left.rows.length === 0 ? nothing : pending)
      // Its signature could not be kept: nobody can keep it as long as there is no space.
      if (left.rows.length > 0) expect(await healPendingCertificates()).toEqual({ completed: 0, voided: 0 })
      if (left.rows.length > 0) break
      disk.free(pageBytes)
    }
    expect([...seen]).toEqual(['nothing', 'pending'])

    disk.clear()
    expect(await healPendingCertificates()).toEqual({ completed: 1, voided: 0 })
    expect(await leftOf(first.customer)).toEqual(whole)
    const { serialNumber } = await first.apply()
    expect(await eventOf(first.customer.customerId, 'certificate.issued')).toMatchObject({
      actorKind: 'system',
      detail: { serialNumber },
    })
    // The confirmation of the other, who was refused at once, still holds.
    await second.apply()
    expect(await leftOf(second.customer)).toEqual(whole)
    expect(await leftOf(first.customer)).toEqual(whole)
  })

  test('a revocation is refused at every page that it wants: the certificate stays live until it is whole', async () => {
    const { id, customer, list } = await issuedCertificate()
    await refreshRevocationLists()
    const revoke = () => revokeCertificate(customer, { id, revokedFor: 'keyCompromise' })
    const left = async () => {
      const { status, revokedAt } = await database().certificate.findUniqueOrThrow({ where: { id } })
      const { customerId } = customer
      return {
        status,
        dated: revokedAt !== null,
        events: await database().auditEvent.count({ where: { customerId, action: 'certificate.revoked' } }),
        notices: await noticesOf(customerId, 'certificate_revoked'),
        lists: await database().revocationList.count({ where: { number: list, staleAt: { not: null } } }),
      }
    }
    await emptyOutbox()
    disk.fill()
    let refusals = 0
    for (; refusals < 100; refusals++) {
      const refusal = await refusalOf(revoke())
      if (!refusal) break
      expect(refusal).toMatch(/No space left on device/)
      expect(await left()).toEqual({ status: 'issued', dated: false, events: 0, notices: 0, lists: 0 })
      disk.free(pageBytes)
    }
    expect(refusals).toBeGreaterThan(0)
    disk.clear()
    expect(await left()).toEqual({ status: 'revoked', dated: true, events: 1, notices: 1, lists: 1 })
    await expect(revoke()).rejects.toMatchObject({ code: 'certificate_already_revoked' })
  })
})
