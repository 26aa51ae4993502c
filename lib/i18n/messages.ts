import compile from 'icu-minify/compile'
import type { CompiledMessage } from 'icu-minify/format'
import enActivate from '@/messages/en/activate.json'
import enActivity from '@/messages/en/activity.json'
import enCertificates from '@/messages/en/certificates.json'
import enCommon from '@/messages/en/common.json'
import enCrash from '@/messages/en/crash.json'
import enDemo from '@/messages/en/demo.json'
import enDesk from '@/messages/en/desk.json'
import enDeskActs from '@/messages/en/desk-acts.json'
import enDeskAudit from '@/messages/en/desk-audit.json'
import enDeskCustomer from '@/messages/en/desk-customer.json'
import enDeskImport from '@/messages/en/desk-import.json'
import enErrors from '@/messages/en/errors.json'
import enHelp from '@/messages/en/help.json'
import enHome from '@/messages/en/home.json'
import enKeys from '@/messages/en/keys.json'
import enNotices from '@/messages/en/notices.json'
import enPermissions from '@/messages/en/permissions.json'
import enRevoke from '@/messages/en/revoke.json'
import enSecurity from '@/messages/en/security.json'
import enSelfTest from '@/messages/en/self-test.json'
import enSignIn from '@/messages/en/sign-in.json'
import enSignature from '@/messages/en/signature.json'
import enStaff from '@/messages/en/staff.json'
import enStaffSignIn from '@/messages/en/staff-sign-in.json'
import enStepUp from '@/messages/en/step-up.json'
import enUsage from '@/messages/en/usage.json'
import zhActivate from '@/messages/zh-TW/activate.json'
import zhActivity from '@/messages/zh-TW/activity.json'
import zhCertificates from '@/messages/zh-TW/certificates.json'
import zhCommon from '@/messages/zh-TW/common.json'
import zhCrash from '@/messages/zh-TW/crash.json'
import zhDemo from '@/messages/zh-TW/demo.json'
import zhDesk from '@/messages/zh-TW/desk.json'
import zhDeskActs from '@/messages/zh-TW/desk-acts.json'
import zhDeskAudit from '@/messages/zh-TW/desk-audit.json'
import zhDeskCustomer from '@/messages/zh-TW/desk-customer.json'
import zhDeskImport from '@/messages/zh-TW/desk-import.json'
import zhErrors from '@/messages/zh-TW/errors.json'
import zhHelp from '@/messages/zh-TW/help.json'
import zhHome from '@/messages/zh-TW/home.json'
import zhKeys from '@/messages/zh-TW/keys.json'
import zhNotices from '@/messages/zh-TW/notices.json'
import zhPermissions from '@/messages/zh-TW/permissions.json'
import zhRevoke from '@/messages/zh-TW/revoke.json'
import zhSecurity from '@/messages/zh-TW/security.json'
import zhSelfTest from '@/messages/zh-TW/self-test.json'
import zhSignIn from '@/messages/zh-TW/sign-in.json'
import zhSignature from '@/messages/zh-TW/signature.json'
import zhStaff from '@/messages/zh-TW/staff.json'
import zhStaffSignIn from '@/messages/zh-TW/staff-sign-in.json'
import zhStepUp from '@/messages/zh-TW/step-up.json'
import zhUsage from '@/messages/zh-TW/usage.json'
import type { Locale } from './locales'
import { type CompiledMessages, type Translate, translator } from './translator'

const en = {
  activate: enActivate,
  activity: enActivity,
  certificates: enCertificates,
  common: enCommon,
  crash: enCrash,
  demo: enDemo,
  desk: enDesk,
  deskActs: enDeskActs,
  deskAudit: enDeskAudit,
  deskCustomer: enDeskCustomer,
  deskImport: enDeskImport,
  errors: enErrors,
  help: enHelp,
  home: enHome,
  keys: enKeys,
  notices: enNotices,
  permissions: enPermissions,
  revoke: enRevoke,
  security: enSecurity,
  selfTest: enSelfTest,
  signIn: enSignIn,
  signature: enSignature,
  staff: enStaff,
  staffSignIn: enStaffSignIn,
  stepUp: enStepUp,
  usage: enUsage,
}

export type Namespace = keyof typeof en
export type MessageKey<N extends Namespace> = keyof (typeof en)[N] & string

/** Every namespace in every language; the type makes a namespace missing in one of them an error. */
export const sources: Record<Locale, Record<Namespace, Record<string, string>>> = {
  en,
  'zh-TW': {
    activate: zhActivate,
    activity: zhActivity,
    certificates: zhCertificates,
    common: zhCommon,
    crash: zhCrash,
    demo: zhDemo,
    desk: zhDesk,
    deskActs: zhDeskActs,
    deskAudit: zhDeskAudit,
    deskCustomer: zhDeskCustomer,
    deskImport: zhDeskImport,
    errors: zhErrors,
    help: zhHelp,
    home: zhHome,
    keys: zhKeys,
    notices: zhNotices,
    permissions: zhPermissions,
    revoke: zhRevoke,
    security: zhSecurity,
    selfTest: zhSelfTest,
    signIn: zhSignIn,
    signature: zhSignature,
    staff: zhStaff,
    staffSignIn: zhStaffSignIn,
    stepUp: zhStepUp,
    usage: zhUsage,
  },
}

/** Its branches are objects without a prototype, which React refuses to hand to a client island. */
function plain(message: CompiledMessage): CompiledMessage {
  return JSON.parse(JSON.stringify(message)) as CompiledMessage
}

const compiled = new Map<string, CompiledMessages>()

/** A namespace's messages in a language, compiled once. */
export function messagesOf(locale: Locale, namespace: Namespace): CompiledMessages {
  const id = `${locale}/${namespace}`
  let messages = compiled.get(id)
  if (!messages) {
    const entries = Object.entries(sources[locale][namespace])
    messages = Object.fromEntries(entries.map(([key, text]) => [key, plain(compile(text))]))
    compiled.set(id, messages)
  }
  return messages
}

/** `t` for one namespace: keys are checked by the compiler. */
export function translate<N extends Namespace>(locale: Locale, namespace: N): Translate<MessageKey<N>> {
  return translator(locale, messagesOf(locale, namespace))
}
