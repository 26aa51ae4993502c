import { normaliseNationalId } from '@/lib/identity/national-id'
import type { ApplyActions } from './apply-types'
import { callAction } from './call-action'
import type { PasswordErrors, PasswordKind } from './export-password'

const shortestOwn = 12

type ReadPassword = { ok: true; password: string } | { ok: false; errors: PasswordErrors; message: string }

/** The password that the form means, or what is wrong with it (message keys, or the server's own sentence). */
export async function readExportPassword(
  form: FormData,
  kind: PasswordKind,
  generated: string,
  confirmLoginId: ApplyActions['confirmLoginId'],
): Promise<ReadPassword> {
  const text = (name: string) => String(form.get(name) ?? '')
  if (kind === 'generated') return { ok: true, password: generated }
  if (kind === 'own') {
    const [own, again] = [text('own'), text('ownAgain')]
    if (!/^[\x20-\x7e]*$/.test(own)) return wrong({ own: 'export_own_ascii' })
    if (own.length < shortestOwn) return wrong({ own: 'export_own_short' })
    return own === again ? { ok: true, password: own } : wrong({ ownAgain: 'export_own_differs' })
  }
  // As it is stored, so that the password is the ID as its owner would write it.
  const loginId = normaliseNationalId(text('loginId'))
  const answer = await callAction(confirmLoginId, { loginId })
  if (answer.ok) return { ok: true, password: loginId }
  const { loginId: error } = answer.fieldErrors
  return error ? wrong({ loginId: error }) : { ok: false, errors: {}, message: answer.message }
}

function wrong(errors: PasswordErrors): ReadPassword {
  return { ok: false, errors, message: '' }
}
