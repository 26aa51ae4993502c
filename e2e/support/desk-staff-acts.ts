import { randomInt, randomUUID } from 'node:crypto'
import { testStaffSession } from '@/test/staff'
import type { Who } from './as-caller'
import { admins, because, type DeskAct, everybody } from './desk-act'
import { password } from './give-password'
import { sql } from './sql'
import { newStaff, signingInStaff } from './staff'
import { staffStateOf } from './state-of'

/** An act on a colleague, who is made for it. */
function onColleague(change: (staffId: string) => Promise<unknown>, fields = {}): DeskAct {
  const scene = async () => {
    const { staffId } = await newStaff('support')
    await change(staffId)
    return { fields: { ...because, ...fields, staffId, revision: '1' }, state: () => staffStateOf(staffId) }
  }
  return { may: admins, scene, answers: /^ok$/ }
}

const asTheyAre = async () => {}

/** What staff do about colleagues and their own account, by file and name. */
export const staffActs: Record<string, DeskAct> = {
  'app/admin/(desk)/staff/actions.ts inviteStaffAction': {
    may: admins,
    scene: async () => {
      const email = `${randomUUID()}@example.com`
      return {
        fields: { ...because, email, name: 'New Colleague', role: 'admin', locale: 'en' },
        state: () => sql('SELECT id FROM staff WHERE email = $1', [email]),
      }
    },
    answers: /^to \/admin\/staff\/[0-9a-f-]{36}$/,
  },
  'app/admin/(desk)/staff/actions.ts changeRoleAction': onColleague(asTheyAre, { role: 'admin' }),
  'app/admin/(desk)/staff/actions.ts disableStaffAction': onColleague(asTheyAre),
  'app/admin/(desk)/staff/actions.ts enableStaffAction': onColleague((staffId) =>
    sql('UPDATE staff SET disabled_at = now() WHERE id = $1', [staffId]),
  ),
  'app/admin/(desk)/staff/actions.ts resetAuthenticatorAction': onColleague(asTheyAre),
  'app/admin/(desk)/staff/actions.ts renewStaffActivationAction': onColleague(asTheyAre),
  // On one's own account: whoever it is not open to sends what would be right for another.
  'app/admin/(desk)/account/actions.ts endStaffSessionAction': {
    may: everybody,
    scene: async ({ who, id }) => {
      const staffId = isStaff(who) ? id : (await newStaff('support')).staffId
      const { sessionId: session } = await testStaffSession(staffId, 'support')
      return { fields: { session }, state: () => staffStateOf(staffId) }
    },
    answers: /^ok$/,
  },
  'app/admin/(desk)/account/actions.ts changeStaffPasswordAction': {
    may: everybody,
    scene: async ({ who, id }) => {
      const giver = await signingInStaff('support')
      const staffId = isStaff(who) ? id : giver.staffId
      await sql(
        'UPDATE staff SET password_hash = (SELECT password_hash FROM staff WHERE id = $1) WHERE id = $2',
        [giver.staffId, staffId],
      )
      const newPassword = `quite another one ${randomInt(1_000_000)}`
      return {
        fields: { presentPassword: password, newPassword, newPasswordAgain: newPassword },
        state: () => staffStateOf(staffId),
      }
    },
    answers: /^ok$/,
  },
  // A code that is not the authenticator's: getting as far as that is getting through.
  'app/admin/(desk)/account/actions.ts renewRecoveryCodesAction': {
    may: everybody,
    scene: async () => ({ fields: { code: '000000' } }),
    answers: /^staff_code_wrong$/,
  },
  'app/admin/(entry)/authenticator/actions.ts confirmAuthenticatorAction': {
    may: ['enrolling'],
    scene: async () => ({ fields: { code: '000000' } }),
    answers: /^staff_code_wrong$/,
    refusal: 'signed_out',
  },
}

function isStaff(who: Who): boolean {
  return (everybody as readonly Who[]).includes(who)
}
