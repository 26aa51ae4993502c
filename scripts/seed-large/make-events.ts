import type { AuditAction } from '@/lib/audit/actions'
import type { SealedContent } from '@/lib/audit/canonical-event'
import type { AuditDetail } from '@/lib/audit/record-event'
import type { MadeCertificate } from './make-certificates'
import type { Circumstances, MadeCustomer } from './make-customer'
import type { MadeKey } from './make-keys'
import type { MadeStaff } from './make-staff'
import { type MadeCode, userAgents } from './make-traces'
import type { Random } from './random'
import { isFirm } from './shares'

/** What a customer has that events are about. */
export type Belongings = { keys: MadeKey[]; certificates: MadeCertificate[]; codes: MadeCode[] }

type Happening = {
  action: AuditAction
  at?: Date
  by?: 'customer' | 'staff' | 'anonymous' | 'system'
  object?: { kind: string; id: string }
  detail?: AuditDetail
}

/** How many events a firm's record holds; others have a dozen. */
const firmEvents = 2000
const yearDays = 400

/** A customer's record of a year: mostly signing in, some of it by staff. */
export function makeEvents(
  customer: MadeCustomer,
  belongings: Belongings,
  staff: [MadeStaff, ...MadeStaff[]],
  { now }: Circumstances,
): SealedContent[] {
  const { id, number, createdAt, random } = customer
  const openDays = Math.min(yearDays, (now.getTime() - createdAt.getTime()) / 86_400_000)
  const opened: Happening = {
    action: 'customer.created',
    at: createdAt,
    by: 'system',
    object: { kind: 'customer', id },
  }
  const codes = belongings.codes.map(
    (code): Happening => ({
      action: 'otp.sent',
      at: code.sentAt,
      object: { kind: 'otp', id: code.id },
      detail: { purpose: 'sign_in', channel: code.channel },
    }),
  )
  const count = isFirm(number) ? firmEvents : 1 + random.below(19)
  const others = Array.from({ length: count }, () => happening(customer, belongings))
  return [opened, ...codes, ...others].map((one) => {
    const { action, at = random.daysAgo(now, openDays), by = 'customer', object, detail = {} } = one
    const helper = by === 'staff' ? random.pick(staff) : undefined
    return {
      ...bare(random, at, action),
      actorKind: by,
      actorId: helper?.id ?? (by === 'customer' ? id : null),
      customerId: id,
      objectKind: object?.kind ?? null,
      objectId: object?.id ?? null,
      detail: helper
        ? { ...detail, role: helper.role, staffReason: 'the customer called', ticket: ticket(random) }
        : detail,
    }
  })
}

/** What a member of staff looked for: on nobody's record but theirs. */
export function makeSearch(staff: MadeStaff, random: Random, now: Date): SealedContent {
  return {
    ...bare(random, random.daysAgo(now, yearDays), 'desk.searched'),
    actorKind: 'staff',
    actorId: staff.id,
    customerId: null,
    objectKind: null,
    objectId: null,
    detail: { kinds: ['name'], count: random.below(21), role: staff.role },
  }
}

function bare(random: Random, at: Date, action: AuditAction) {
  const requestId = random.id(at)
  const address = `203.0.113.${random.below(256)}`
  return { id: random.id(at), at, action, requestId, address, userAgent: random.pick(userAgents) }
}

function ticket(random: Random): string | null {
  return random.chance(0.5) ? `T-${10_000 + random.below(90_000)}` : null
}

function happening({ id, random }: MadeCustomer, { keys, certificates }: Belongings): Happening {
  const chance = random.fraction()
  const way = random.chance(0.2) ? 'code' : 'password'
  if (chance < 0.45) return { action: 'signin.succeeded', detail: { way, newDevice: random.chance(0.1) } }
  if (chance < 0.6) return { action: 'signin.ended' }
  if (chance < 0.68) return { action: 'signin.failed', by: 'anonymous', detail: { way } }
  if (chance < 0.7) return { action: 'password.changed', detail: { endedSessions: random.below(3) } }
  if (chance < 0.71)
    return {
      action: 'customer.unlocked',
      by: 'staff',
      object: { kind: 'customer', id },
      detail: { what: ['password'] },
    }
  const key = keys[random.below(Math.max(1, keys.length))]
  if (chance < 0.85 && key) return keyHappening(random, key)
  const certificate = certificates[random.below(Math.max(1, certificates.length))]
  if (certificate) return certificateHappening(random, certificate)
  return { action: 'otp.confirmed', detail: { purpose: 'sign_in', channel: 'sms' } }
}

function keyHappening(random: Random, { id, name, accessKey }: MadeKey): Happening {
  const object = { kind: 'key', id }
  if (random.chance(0.05))
    return { action: 'key.deactivated', by: 'staff', object, detail: { name, accessKey } }
  if (random.chance(0.4)) return { action: 'key.deactivated', object, detail: { name, accessKey } }
  return {
    action: 'key.created',
    object,
    detail: {
      name,
      accessKey,
      permissions: ['market.read'],
      addresses: [],
      firstDay: null,
      lastDay: null,
      provedBy: 'otp:sms',
    },
  }
}

function certificateHappening(random: Random, { id, serialNumber, fingerprint }: MadeCertificate): Happening {
  const object = { kind: 'certificate', id }
  const confirmedBy = 'otp:sms'
  return random.chance(0.5)
    ? { action: 'certificate.issued', object, detail: { serialNumber, confirmedBy, fingerprint } }
    : { action: 'certificate.requested', object, detail: { serialNumber, confirmedBy } }
}
