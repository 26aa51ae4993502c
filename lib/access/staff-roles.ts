/** What a member of staff may be. */
export const staffRoles = ['support', 'security', 'admin', 'auditor'] as const
export type StaffRole = (typeof staffRoles)[number]

const everybody: readonly StaffRole[] = staffRoles
const helpers: readonly StaffRole[] = ['support', 'security', 'admin']
const guards: readonly StaffRole[] = ['security', 'admin']
const admins: readonly StaffRole[] = ['admin']

/** What staff may see. It changes nothing, and so asks for no reason. */
const reads = {
  'desk:read': everybody,
  'customer:read': everybody,
  'audit:read': ['security', 'admin', 'auditor'],
  'staff:read': ['admin', 'auditor'],
} as const satisfies Record<string, readonly StaffRole[]>

/** What staff may do to a customer's account: each wants a reason. To see a whole national ID is such an act. */
const helpActs = {
  'national-id:reveal': everybody,
  'customer:unlock': helpers,
  'sessions:end': helpers,
  'notice:resend': helpers,
  'key:deactivate': helpers,
  'certificate:revoke': guards,
  'customer:suspend': guards,
  'customer:restore': guards,
  'customer:activate': guards,
  'customer:contact': admins,
} as const satisfies Record<string, readonly StaffRole[]>

/** What administrators do at the desk itself. */
const administration = {
  'customer:create': admins,
  'customer:import': admins,
  'staff:manage': admins,
} as const satisfies Record<string, readonly StaffRole[]>

const permissions = { ...reads, ...helpActs, ...administration }

export type StaffPermission = keyof typeof permissions
export type HelpAct = keyof typeof helpActs

/** Whether the role holds the permission. */
export function roleMay(role: StaffRole, permission: StaffPermission): boolean {
  return (permissions[permission] as readonly StaffRole[]).includes(role)
}

/** Whether the permission is an act on a customer's account, which wants a reason. */
export function isHelpAct(permission: string): permission is HelpAct {
  return Object.hasOwn(helpActs, permission)
}

/** Every permission, for a table of who may do what. */
export const staffPermissions = Object.keys(permissions) as StaffPermission[]
