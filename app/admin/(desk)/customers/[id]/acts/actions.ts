'use server'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { revokeCertificateSchema } from '@/lib/certificates/schema'
import { endOtherSessions } from '@/lib/identity/end-other-sessions'
import { endSession } from '@/lib/identity/end-session'
import { customerIdSchema, sessionIdSchema } from '@/lib/identity/schema'
import { unlockCustomer } from '@/lib/identity/unlock-customer'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { deactivateKeySchema } from '@/lib/keys/schema'
import { resendNotice } from '@/lib/notices/resend-notice'
import { noticeIdSchema } from '@/lib/notices/schema'
import { translations } from '@/lib/server/i18n'
import { staffAction } from '@/lib/server/staff-action'
import { endApiSession } from '@/lib/sessions/end-api-session'
import { apiSessionIdSchema } from '@/lib/sessions/schema'

// Each answers what was done, as a sentence to announce; the form draws the page anew.

export const deactivateKeyAction = staffAction(
  'key:deactivate',
  deactivateKeySchema,
  async (input, actor) => {
    await deactivateKey(actor, input)
    return (await translations('deskActs'))('key_done')
  },
)

export const revokeCertificateAction = staffAction(
  'certificate:revoke',
  revokeCertificateSchema,
  async (input, actor) => {
    await revokeCertificate(actor, input)
    return (await translations('deskActs'))('certificate_done')
  },
)

export const endSessionAction = staffAction('sessions:end', sessionIdSchema, async ({ id }, actor) => {
  await endSession(actor, id)
  return (await translations('deskActs'))('sessions_done', { count: 1 })
})

export const endApiSessionAction = staffAction('sessions:end', apiSessionIdSchema, async ({ id }, actor) => {
  await endApiSession(actor, id)
  return (await translations('deskActs'))('api_session_done')
})

export const endSessionsAction = staffAction('sessions:end', customerIdSchema, async (input, actor) => {
  const { ended } = await endOtherSessions(actor, input)
  return (await translations('deskActs'))('sessions_done', { count: ended })
})

export const unlockAction = staffAction('customer:unlock', customerIdSchema, async (input, actor) => {
  const { unlocked } = await unlockCustomer(actor, input)
  return (await translations('deskActs'))('unlock_done', { what: unlocked ?? 'nothing' })
})

export const resendAction = staffAction('notice:resend', noticeIdSchema, async (input, actor) => {
  await resendNotice(actor, input)
  return (await translations('deskActs'))('message_done')
})
