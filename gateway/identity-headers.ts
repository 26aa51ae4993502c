import type { Verdict } from './gate/judge'

/** All that there are. */
export const identityNames = [
  'Signet-Customer',
  'Signet-Key',
  'Signet-Session',
  'Signet-Permissions',
  'Signet-Accounts',
  'Signet-Environment',
  'Signet-Address',
  'Signet-Request-Id',
] as const
export type Identity = Partial<Record<(typeof identityNames)[number], string>>

/**
 * Who sent a request, for whom it is passed on to. Everything that begins with `Signet-` is the gateway's word: such
 * headers of clients are taken away.
 * @throws Error for a request that was not allowed: there is nobody to name
 */
export function identityHeaders({ decision, session, asked }: Verdict): Identity {
  if (decision.decision !== 'allow') throw new Error('only who was allowed in has a name')
  const { accountId, accessKey, permissions, environment, accounts } = decision.record
  return {
    'Signet-Customer': accountId,
    // Without a key it is an account login.
    ...(accessKey !== null && { 'Signet-Key': accessKey }),
    ...(session !== null && { 'Signet-Session': session.id }),
    'Signet-Permissions': permissions.join(' '),
    ...(accounts !== null && { 'Signet-Accounts': accounts.join(' ') }),
    'Signet-Environment': environment,
    'Signet-Address': asked.address,
    'Signet-Request-Id': asked.requestId,
  }
}
