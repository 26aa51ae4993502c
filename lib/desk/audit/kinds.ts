import { type AuditAction, auditActions } from '@/lib/audit/actions'

/** What the record can be narrowed to besides single actions, and the first words of each kind's actions. */
const subjects = {
  sign_in: ['signin', 'session', 'sessions', 'api_session'],
  security: ['password', 'otp', 'stepup'],
  certificates: ['certificate', 'authority'],
  keys: ['key'],
  customers: ['customer', 'customers', 'notice'],
  staff: ['staff'],
  services: ['service'],
  desk: ['desk', 'audit'],
} as const satisfies Record<string, readonly string[]>

export type AuditKind = keyof typeof subjects
export const auditKinds = Object.keys(subjects) as AuditKind[]

/** The actions of a kind, in the order in which they are listed everywhere. */
export function actionsOfKind(kind: AuditKind): AuditAction[] {
  const words: readonly string[] = subjects[kind]
  return auditActions.filter((action) => words.includes(action.split('.', 1)[0] ?? ''))
}

export function isAuditKind(what: string): what is AuditKind {
  return Object.hasOwn(subjects, what)
}
