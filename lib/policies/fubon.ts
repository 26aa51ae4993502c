import { policySchema } from './schema'

/** The default profile: a securities broker where the web certificate comes first and keys are optional. */
export const fubonPolicy = policySchema.parse({
  id: 'fubon',
  identifier: { kind: 'taiwan' },
  certificate: {
    validityDays: 365,
    renewalWindowDays: 45,
    overlapDays: 7,
    reminderDays: [45, 14, 7, 1],
    maxLive: 3,
    applicationsPerDay: 5,
    applicationsPerYear: 20,
    defaultExportPassword: 'loginId',
  },
  certificateFor: ['createKey', 'login'],
  dialects: ['signet', 'binance', 'okx', 'bybit', 'mexc', 'gate', 'basic'],
  replay: 'writes',
  limits: { addressFailuresPerMinute: 300, keyRequestsPerMinute: 6_000 },
  accountPermissions: ['market.read', 'account.read', 'orders.read', 'orders.trade'],
  apiSessions: { idleMinutes: 60, absoluteHours: 24, endOnPasswordChange: true, maxLive: 20 },
  otpChannels: ['sms', 'email'],
  maxActiveKeys: 30,
  maxAddressesPerKey: 30,
  usage: {
    hoursKeptDays: 400,
    refusalsKeptDays: 90,
    unusedAfterDays: 90,
    unusual: { refusalsPerHour: 30, tellAgainMinutes: 60 },
  },
  permissions: [
    { id: 'market.read', group: 'data', risk: 'low', needsAllowlist: false },
    { id: 'account.read', group: 'data', risk: 'low', needsAllowlist: false },
    { id: 'orders.read', group: 'data', risk: 'low', needsAllowlist: false },
    { id: 'orders.trade', group: 'money', risk: 'high', needsAllowlist: false },
    { id: 'funds.transfer', group: 'money', risk: 'highest', needsAllowlist: true },
  ],
  permissionPresets: [
    { id: 'market', permissions: ['market.read'] },
    { id: 'read', permissions: ['market.read', 'account.read', 'orders.read'] },
    { id: 'trading', permissions: ['market.read', 'account.read', 'orders.read', 'orders.trade'] },
  ],
})
