import { reachable } from '@/components/ui/reachable'
import type { ActionState, FormAction } from '@/lib/server/action'

/** Calls an action that no form stands for. An answer that never came is one of its failures. */
export async function callAction<T>(
  action: FormAction<T>,
  values: Record<string, string>,
): Promise<NonNullable<ActionState<T>>> {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  const answer = await reachable(action)(null, form)
  return answer ?? { ok: false, code: 'unexpected', message: '', fieldErrors: {} }
}
