import { randomUUID } from 'node:crypto'
import { type DeskAct, everybody, readers } from './desk-act'
import { customerActs } from './desk-customer-acts'
import { staffActs } from './desk-staff-acts'

/** Every act of the desk, by its file and name. */
export const deskActs: Record<string, DeskAct> = {
  'app/admin/(desk)/search-action.ts searchAction': {
    may: everybody,
    scene: async () => ({ fields: { search: randomUUID() } }),
    answers: /^ok$/,
  },
  'app/admin/(desk)/audit/actions.ts filterAuditAction': {
    may: readers,
    scene: async () => ({ fields: { who: 'staff', what: '', whom: '', object: '', from: '', to: '' } }),
    answers: /^to \/admin\/audit\?who=staff$/,
  },
  'app/admin/(desk)/audit/actions.ts verifyAuditAction': {
    may: readers,
    scene: async () => ({ fields: { run: '' } }),
    answers: /^ok$/,
  },
  ...customerActs,
  ...staffActs,
}
