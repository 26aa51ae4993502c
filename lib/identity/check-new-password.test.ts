import { expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { checkNewPassword } from './check-new-password'

const own = ['Wang Hsiao-Ming', 'A123456789']

function refusal(password: string): string | undefined {
  try {
    checkNewPassword('newPassword', password, own)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.fields.newPassword?.code
  }
}

it.each([
  ['', 'password_too_short'],
  ['elevenchars', 'password_too_short'],
  ['密碼密碼密碼不夠長啊', 'password_too_short'],
  ['x9'.repeat(65), 'password_too_long'],
  ['unbelievable', 'password_common'],
  ['Unbelievable', 'password_common'],
  ['ｕnbelievable', 'password_common'],
  ['1qaz2wsx3edc4rfv', 'password_common'],
  ['password1234567', 'password_common'],
  ['2026-dragon-2026!', 'password_common'],
  ['aaaaaaaaaaaaaaa', 'password_common'],
  ['abcabcabcabcabc', 'password_common'],
  ['A123456789-ok', 'password_personal'],
  ['a123456789a123456789x', 'password_personal'],
  ['hsiao-wang-ming-7', 'password_personal'],
])('refuses %j as %s', (password, code) => expect(refusal(password)).toBe(code))

it.each([
  'Signet-demo-2026',
  'correct horse battery',
  'twelve chars',
  '一二三四五六七八九十甲乙',
  'Wang likes long walks in Taroko',
  '🔑🗝️ four unlikely words',
])('takes %j', (password) => expect(refusal(password)).toBeUndefined())
