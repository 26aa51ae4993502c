import 'server-only'
import type { StaffActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import type { StaffAct } from './templates'

/** What a customer is told of an act by support: when, and under which number. Neither why nor by whom. */
export function staffAct({ because }: StaffActor): StaffAct {
  return { at: clock.now(), ticket: because?.ticket ?? '' }
}
