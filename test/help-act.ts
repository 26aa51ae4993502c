import { expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { type HelpAct, roleMay, staffRoles } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { stranger } from './signing-in'
import { testStaff, withReason } from './staff'

/** Who may not: each role without the permission, staff without a reason, nobody, and further actors with their codes. */
export function refusesOthers(
  permission: HelpAct,
  act: (actor: Actor) => Promise<unknown>,
  further: () => [Actor, string][] = () => [],
): void {
  test.each(staffRoles.filter((role) => !roleMay(role, permission)))('not by %s', async (role) => {
    await expect(act(withReason(await testStaff(role)))).rejects.toMatchObject({ code: 'forbidden' })
  })
  test.each(staffRoles.filter((role) => roleMay(role, permission)))(
    'not by %s without a reason',
    async (role) => {
      await expect(act(await testStaff(role))).rejects.toMatchObject({
        code: 'reason_required',
        fields: { reason: { code: 'reason_required' } },
      })
    },
  )
  test('not by nobody, nor by whom it does not concern', async () => {
    for (const [actor, code] of [[stranger(), 'signed_out'] as const, ...further()])
      await expect(act(actor)).rejects.toMatchObject({ code })
  })
}

/** The newest event of an action on a customer's account. */
export function eventOf(customerId: string, action: string) {
  return database().auditEvent.findFirst({ where: { customerId, action }, orderBy: { id: 'desc' } })
}

/** How many messages of a kind the customer was written. */
export function noticesOf(customerId: string, template: string): Promise<number> {
  return database().outbox.count({ where: { customerId, template } })
}
