import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { verdictWords } from '@/lib/audit/verdict-words'
import { database } from '@/lib/db/client'
import { locales } from '@/lib/i18n/locales'
import { translate } from '@/lib/i18n/messages'
import { testStaff } from '@/test/staff'
import { verifyAudit } from './verify-audit'

const verdicts = () =>
  database().auditEvent.findMany({ where: { action: 'audit.verified' }, orderBy: { id: 'asc' } })

test('a whole chain is whole, an altered one is not, and both go on record', async () => {
  const auditor = await testStaff('auditor')
  for (let link = 0; link < 3; link++) {
    await recordDenial(systemActor, { action: 'key.refused', detail: { link } })
    await sealEvents()
  }
  const whole = await verifyAudit(auditor, { run: null })
  expect(whole.verdict).toMatchObject({ ok: true, events: 3, seals: 3 })
  expect(await verdicts()).toMatchObject([
    { actorId: auditor.staffId, detail: { ok: true, events: 3, links: 3, unsealed: 0, faults: 0 } },
  ])

  await database().$executeRaw`UPDATE audit_event SET detail = '{"link": 7}'::jsonb WHERE seal_id = 2`
  // A finished one is not told again for the present state: a new one begins.
  const broken = await verifyAudit(auditor, { run: null })
  expect(broken.run).not.toBe(whole.run)
  expect(broken.verdict).toMatchObject({ ok: false, faults: [{ kind: 'events_altered', seal: '2' }] })
  expect((await verdicts()).at(-1)).toMatchObject({ detail: { ok: false, faults: 1, unsealed: 1 } })
  for (const locale of locales) {
    const words = verdictWords(translate(locale, 'deskAudit'), broken.verdict ?? (undefined as never))
    expect(words.whole).toBe(false)
    expect(words.faults).toHaveLength(1)
    expect(words.faults[0]).toContain('2')
    expect(words.remarks[0]).toContain('1')
    expect(JSON.stringify(words)).not.toMatch(/[{]\w+[}]|undefined/)
  }
})

test('every fault has its sentence in both languages', () => {
  const kinds = ['link_altered', 'links_missing', 'events_altered', 'link_unknown', 'tail_cut'] as const
  const faults = [
    ...kinds.map((kind) => ({ kind, seal: '4711' })),
    { kind: 'events_altered' as const, seal: '4711', events: { first: 'first-id', last: 'last-id' } },
    { kind: 'head_file_missing' as const },
    ...Array.from({ length: 60 }, () => ({ kind: 'link_altered' as const, seal: '4711' })),
  ]
  const verdict = { ok: false, seals: 1, events: 1, unsealed: { count: 0 }, unreadableHeads: 2, faults }
  for (const locale of locales) {
    const words = verdictWords(translate(locale, 'deskAudit'), verdict)
    expect(words.faults).toHaveLength(51)
    for (const line of words.faults.slice(0, 5)) expect(line).toContain('4711')
    expect(words.faults[5]).toMatch(/first-id.*last-id/)
    expect(words.faults[6]).toContain('audit-head.log')
    expect(words.faults.at(-1)).toContain('17')
    expect(words.remarks).toHaveLength(1)
  }
})

test('a long one is waited for in several answers; whoever comes meanwhile joins it', async () => {
  const [auditor, admin] = [await testStaff('auditor'), await testStaff('admin')]
  const before = (await verdicts()).length
  const first = await verifyAudit(auditor, { run: null, patience: 0 })
  expect(first.verdict).toBeUndefined()
  expect(first.progress).toMatchObject({ seals: expect.any(Number), events: expect.any(Number) })
  const second = await verifyAudit(admin, { run: null, patience: 0 })
  expect(second.run).toBe(first.run)
  const ended = await verifyAudit(auditor, { run: first.run })
  expect(ended.verdict).toBeDefined()
  // The one who joined asks later: the answer is still there.
  expect(await verifyAudit(admin, { run: first.run })).toEqual(ended)
  expect(await verdicts()).toHaveLength(before + 1)
  await expect(verifyAudit(auditor, { run: randomUUID() })).rejects.toMatchObject({
    code: 'verification_lost',
  })
})
