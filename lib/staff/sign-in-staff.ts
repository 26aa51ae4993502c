import 'server-only'
import { setTimeout } from 'node:timers/promises'
import type { AnonymousActor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database, type Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { isKnownDevice, rememberDevice } from '@/lib/identity/known-device'
import { verifyPassword } from '@/lib/identity/password-hash'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { takeAuthenticatorCode, writeNewSeed } from './authenticator-seed'
import { type CountedStaffTry, countStaffTry } from './count-staff-try'
import { endReplacedStaffSession } from './end-replaced-staff-session'
import { type GivenCode, readGivenCode } from './read-given-code'
import { takeRecoveryCode } from './recovery-codes'
import type { StaffSignInInput } from './schema'
import { type StaffFactors, startStaffSession } from './start-staff-session'

export type StaffSignedIn = {
  sessionToken: string
  /** Null until an authenticator is set up: only then is the browser remembered. */
  deviceToken: string | null
  /** `password`: the next thing is to set up an authenticator. */
  by: 'password' | 'totp' | 'recovery'
}

/** `token`: by which it is known. `replacedToken`: of the session whose cookie it would lose. */
type Browser = { known: boolean; token: string | undefined; replacedToken: string | undefined }
type Request = StaffSignInInput & { deviceToken?: string | undefined; replacedToken?: string | undefined }
type Found = { id: string; role: StaffRole; passwordHash: string | null }

/** No refusal answers sooner, so that how long it took tells nothing of what was wrong. */
const refusalMs = 250
/** After so many failures in a row the member of staff is told, once. */
const tellAfter = 10

/**
 * The one way to a staff session. Whatever is wrong, the answer is the same for the same work.
 * @throws AppError `staff_code_malformed` at `code`, `sign_in_throttled` {seconds, minutes}, `staff_refused`
 */
export async function signInStaff(
  actor: AnonymousActor,
  { email, password, code, deviceToken, replacedToken }: Request,
): Promise<StaffSignedIn> {
  const answerAt = setTimeout(refusalMs)
  const given = readGivenCode(code)
  const staff = await database().staff.findUnique({
    where: { email },
    select: { id: true, role: true, passwordHash: true },
  })
  const known = await isKnownDevice(database(), staff && { staffId: staff.id }, deviceToken)
  const counted = await countStaffTry({ actor, email, knownDevice: known ? deviceToken : undefined })
  const right = await verifyPassword(staff?.passwordHash ?? null, password)
  const browser = { known, token: deviceToken, replacedToken }
  const signedIn = right && staff ? await admit(actor, staff, { given, counted, browser }) : null
  if (signedIn) return signedIn

  await recordFailure(actor, staff?.id ?? null, counted)
  await answerAt
  throw new AppError('staff_refused')
}

type Attempt = { given: GivenCode | null; counted: CountedStaffTry; browser: Browser }

/** Lets them in, or answers null: disabled, the password changed since it was read, or the code not right. */
async function admit(
  actor: AnonymousActor,
  { id: staffId, role, passwordHash }: Found,
  { given, counted, browser }: Attempt,
): Promise<StaffSignedIn | null> {
  const { address, userAgent } = actor
  return transaction(async (tx) => {
    // Locked, so that a new password, an end of the account or a reset of the authenticator either is seen here or
    // sees, and ends, the session made here.
    const still = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM staff WHERE id = ${staffId}::uuid AND password_hash = ${passwordHash} AND disabled_at IS NULL
      FOR NO KEY UPDATE`
    if (still.length === 0) return null
    const factors = await takeSecondFactor(tx, actor, staffId, given)
    if (!factors) return null
    await counted.clear(tx)
    if (browser.replacedToken) await endReplacedStaffSession(tx, actor, browser.replacedToken)
    const session = await startStaffSession(tx, { staffId, address, userAgent, factors })
    const by = factors[1] ?? 'password'
    const who = { ...actor, kind: 'staff', staffId, sessionId: session.id, role, because: null } as const
    await recordEvent(tx, who, {
      action: 'staff.signed_in',
      object: { kind: 'staff', id: staffId },
      detail: { factor: by, newDevice: !browser.known },
    })
    if (by === 'password') return { sessionToken: session.token, deviceToken: null, by }
    if (!browser.known) await notifyStaff(tx, staffId, 'desk_signin_new_device', { address, userAgent })
    const deviceToken = await rememberDevice(tx, { staffId }, browser.token)
    return { sessionToken: session.token, deviceToken, by }
  })
}

/** What opens the session, or null. Without an authenticator the password alone does, for setting one up. */
async function takeSecondFactor(
  tx: Tx,
  actor: AnonymousActor,
  staffId: string,
  given: GivenCode | null,
): Promise<StaffFactors | null> {
  if (await beginSettingUp(tx, staffId)) return ['password']
  if (!given) return null
  if (given.kind === 'totp')
    return (await takeAuthenticatorCode(tx, staffId, given.code)) ? ['password', 'totp'] : null
  const left = await takeRecoveryCode(tx, staffId, given.code)
  if (left === null) return null
  const { address } = actor
  await recordEvent(tx, actor, {
    action: 'staff.recovery_code_used',
    object: { kind: 'staff', id: staffId },
    detail: { left },
  })
  await notifyStaff(tx, staffId, 'desk_recovery_code_used', { address, left })
  return ['password', 'recovery']
}

/** A new seed for this sign-in alone: one shown before, in whatever session, is worth nothing from now on. */
async function beginSettingUp(tx: Tx, staffId: string): Promise<boolean> {
  if (!(await writeNewSeed(tx, staffId))) return false
  await tx.staffSession.updateMany({ where: { staffId, endedAt: null }, data: { endedAt: clock.now() } })
  return true
}

async function recordFailure(
  actor: AnonymousActor,
  staffId: string | null,
  { way, failures, waitSeconds }: CountedStaffTry,
): Promise<void> {
  const about = staffId ? { object: { kind: 'staff', id: staffId } as const } : {}
  await transaction(async (tx) => {
    await recordEvent(tx, actor, { action: 'staff.signin_failed', ...about, detail: { way } })
    if (waitSeconds > 0)
      await recordEvent(tx, actor, {
        action: 'staff.signin_throttled',
        ...about,
        detail: { way, failures, waitSeconds },
      })
    if (failures === tellAfter && staffId)
      await notifyStaff(tx, staffId, 'desk_signin_throttled', { address: actor.address })
  })
}
