import 'server-only'
import type { CustomerActor, StaffActor } from '@/lib/access/actor'
import { recordDenial } from '@/lib/audit/record-event'
import { AppError, type ErrorCode } from '@/lib/errors'

/** Refusals that say something about what was tried; a slip of the keyboard or a missing proof does not. */
const denials: readonly ErrorCode[] = ['not_found', 'certificate_required', 'key_limit_reached', 'key_ended']

/** Runs an act on a key; a refusal, which rolls the act back, goes on record by itself. */
export async function recordingRefusal<T>(
  actor: CustomerActor | StaffActor,
  act:
    | 'create'
    | 'update'
    | 'activate'
    | 'deactivate'
    | 'delete'
    | 'confirm_secret'
    | 'rotate'
    | 'end_old_secret',
  keyId: string | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && denials.includes(error.code)) {
      await recordDenial(actor, {
        action: 'key.refused',
        ...(keyId && { object: { kind: 'key', id: keyId } }),
        detail: { act, reason: error.code },
      })
    }
    throw error
  }
}
