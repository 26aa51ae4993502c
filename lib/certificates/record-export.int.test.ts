import { beforeAll, describe, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { confirmKey, csrText, newKey } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { ensureAuthorities } from './ensure-authorities'
import { issueCertificate } from './issue-certificate'
import { recordBackup } from './record-backup'
import { recordExport } from './record-export'
import { recordBackupSchema, recordExportSchema } from './schema'

let owner: TestCustomer
let certificate: { id: string; serialNumber: string }

beforeAll(async () => {
  await ensureAuthorities()
  owner = await testCustomer()
  const key = newKey()
  await confirmKey(owner, key)
  certificate = await issueCertificate(owner, { csr: csrText(key) })
})

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error) => (error instanceof AppError ? error.code : error),
  )
const recorded = () =>
  database().auditEvent.findMany({
    where: {
      objectId: certificate.id,
      action: { in: ['certificate.exported', 'certificate.backup_made', 'certificate.backup_deleted'] },
    },
    orderBy: { id: 'asc' },
    select: { action: true, detail: true },
  })

test('exports and backups go on record, each with what is known of it', async () => {
  const { id: certificateId, serialNumber } = certificate
  await recordExport(owner, { certificateId, format: 'p12', password: 'own' })
  await recordBackup(owner, { certificateId, change: 'made' })
  await recordExport(owner, { certificateId, format: 'pem', password: 'backup' })
  await recordBackup(owner, { certificateId, change: 'deleted' })
  expect(await recorded()).toEqual([
    { action: 'certificate.exported', detail: { serialNumber, format: 'p12', password: 'own' } },
    { action: 'certificate.backup_made', detail: { serialNumber } },
    { action: 'certificate.exported', detail: { serialNumber, format: 'pem', password: 'backup' } },
    { action: 'certificate.backup_deleted', detail: { serialNumber } },
  ])
})

describe('nothing is recorded', () => {
  test('by somebody else, by nobody, or of a certificate that is not there', async () => {
    const before = await recorded()
    const stranger = await testCustomer()
    const nobody = {
      kind: 'anonymous',
      requestId: 'r',
      address: '',
      userAgent: '',
    } as unknown as TestCustomer
    const { id: certificateId } = certificate
    const none = { certificateId: '00000000-0000-7000-8000-000000000000' }
    const made = { change: 'made' } as const
    const file = { format: 'p12', password: 'own' } as const
    expect(await codeOf(recordBackup(stranger, { certificateId, ...made }))).toBe('not_found')
    expect(await codeOf(recordExport(stranger, { certificateId, ...file }))).toBe('not_found')
    expect(await codeOf(recordBackup(nobody, { certificateId, ...made }))).toBe('signed_out')
    expect(await codeOf(recordExport(nobody, { certificateId, ...file }))).toBe('signed_out')
    expect(await codeOf(recordBackup(owner, { ...none, ...made }))).toBe('not_found')
    expect(await codeOf(recordExport(owner, { ...none, ...file }))).toBe('not_found')
    expect(await recorded()).toEqual(before)
  })

  test.each([
    { certificateId: 'x', change: 'made' },
    { certificateId: '00000000-0000-7000-8000-000000000000', change: 'stolen' },
    {},
  ])('of input such as %j', (input) => {
    expect(recordBackupSchema.safeParse(input).success).toBe(false)
    expect(recordExportSchema.safeParse({ ...input, format: 'jks', password: 'own' }).success).toBe(false)
  })
})
