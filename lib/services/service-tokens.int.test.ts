import { expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { createServiceToken } from './create-service-token'
import { findServiceToken } from './find-service-token'
import { listServiceTokens } from './list-service-tokens'
import { noteTokenUses } from './note-token-uses'
import { revokeServiceToken } from './revoke-service-token'
import { isServiceToken } from './service-token-text'

const operator = { actor: systemActor, account: 'ops' }
const find = (token: string) => findServiceToken(keyedHash('service-token', token))
const told = (kind: string, objectId: string) => database().gatewayChange.count({ where: { kind, objectId } })

test('a token is known from when it is made until it is revoked; only its hash is kept', async () => {
  const { id, token } = await createServiceToken(operator, 'orders')
  expect(isServiceToken(token)).toBe(true)
  // Nobody is waited for: no gateway remembers that there is no such token.
  expect(await told('token', id)).toBe(0)
  expect(await find(token)).toEqual({ id, name: 'orders' })
  expect(JSON.stringify(await database().serviceToken.findMany())).not.toContain(token)

  const at = new Date('2026-11-26T04:00:00Z')
  await noteTokenUses(new Map([[id, at]]))
  // What another gateway saw earlier does not set it back.
  await noteTokenUses(new Map([[id, new Date(at.getTime() - 60_000)]]))
  expect(await listServiceTokens()).toMatchObject([{ id, name: 'orders', lastUsedAt: at, revokedAt: null }])

  expect(await revokeServiceToken(operator, id)).toEqual({ name: 'orders', ended: true })
  expect(await find(token)).toBeNull()
  expect(await revokeServiceToken(operator, id)).toEqual({ name: 'orders', ended: false })
  expect(await told('token', id)).toBe(1)
  const events = await database().auditEvent.findMany({ where: { objectId: id }, orderBy: { id: 'asc' } })
  expect(events.map(({ action, detail }) => [action, detail])).toEqual([
    ['service.token_made', { name: 'orders', account: 'ops' }],
    ['service.token_revoked', { name: 'orders', account: 'ops' }],
  ])
})

test.each(['', 'x', '0193f2a0-0000-7000-8000-000000000000'])('there is no token %j to revoke', async (id) => {
  await expect(revokeServiceToken(operator, id)).rejects.toMatchObject({ code: 'not_found' })
})
