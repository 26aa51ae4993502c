import { randomUUID } from 'node:crypto'
import { password } from './give-password'

/** Acts that are open to everybody, as is the page they stand on, and what each answers to what leads nowhere. */
export const openActs: Record<string, { fields: () => Record<string, string>; answers: RegExp }> = {
  'app/admin/(entry)/sign-in/actions.ts staffSignInAction': {
    fields: () => ({ email: `${randomUUID()}@example.com`, password: 'a wrong password', code: '123456' }),
    answers: /^staff_refused$/,
  },
  'app/admin/(entry)/activate/actions.ts activateStaffAction': {
    fields: () => ({ token: 'none', newPassword: password, newPasswordAgain: password }),
    answers: /^staff_link_over$/,
  },
  'app/activate/actions.ts activateAction': {
    fields: () => ({
      token: 'none',
      nationalId: 'A123456789',
      newPassword: password,
      newPasswordAgain: password,
    }),
    answers: /^activation_over$/,
  },
}

/** Ends the session that it is sent with, and so has a test of its own. */
export const signOut = 'app/admin/(entry)/sign-out-action.ts staffSignOutAction'
