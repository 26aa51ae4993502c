/** Every path of the portal, so that no link is spelled twice. */
export const routes = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signedOut: () => '/sign-in?out',
  signInActivated: () => '/sign-in?activated',
  certificates: () => '/certificates',
  certificateApply: () => '/certificates/apply',
  certificateTest: () => '/certificates/test',
  certificate: (id: string) => `/certificates/${id}`,
  certificateRenew: (id: string) => `/certificates/${id}/renew`,
  certificateRevoke: (id: string) => `/certificates/${id}/revoke`,
  keys: () => '/keys',
  keyNew: () => '/keys/new',
  key: (id: string) => `/keys/${id}`,
  keyEdit: (id: string) => `/keys/${id}/edit`,
  /** The form with one more address in it: where a refused request came from. */
  keyAllow: (id: string, refusalId: string) => `/keys/${id}/edit?allow=${refusalId}`,
  keySignature: (id: string) => `/keys/${id}/signature`,
  security: () => '/security',
  activity: () => '/activity',
  help: () => '/help',
  helpWith: (client: string, format: string, certificate: string | null) =>
    `/help?client=${client}&format=${format}${certificate ? `&certificate=${certificate}` : ''}`,
  revoke: (serialNumber?: string) => (serialNumber ? `/revoke?serial=${serialNumber}` : '/revoke'),
  activate: (token: string) => `/activate?token=${token}`,
  desk: () => '/admin',
  deskAttention: (list: string, after?: string) =>
    after ? `/admin?list=${list}&after=${after}` : `/admin?list=${list}`,
  deskSearch: (search: string) => `/admin?search=${encodeURIComponent(search)}`,
  staffSignIn: (next?: string) =>
    next ? `/admin/sign-in?next=${encodeURIComponent(next)}` : '/admin/sign-in',
  staffSignedOut: () => '/admin/sign-in?out',
  staffActivated: () => '/admin/sign-in?activated',
  staffActivate: (token: string) => `/admin/activate?token=${token}`,
  staffAuthenticator: () => '/admin/authenticator',
  staffAccount: () => '/admin/account',
  deskCustomer: (id: string, part?: 'keys' | 'certificates' | 'sessions' | 'messages') =>
    part ? `/admin/customers/${id}/${part}` : `/admin/customers/${id}`,
  /** The page of the list that begins with it. */
  deskCustomerKey: (id: string, keyId: string) => `/admin/customers/${id}/keys?at=${keyId}#key-${keyId}`,
  deskKeyUsage: (id: string, keyId: string) => `/admin/customers/${id}/keys/${keyId}`,
  deskCustomerCertificate: (id: string, certificateId: string) =>
    `/admin/customers/${id}/certificates?at=${certificateId}#certificate-${certificateId}`,
  deskCustomerMessage: (id: string, outboxId: string) =>
    `/admin/customers/${id}/messages?at=${outboxId}#message-${outboxId}`,
  deskCustomerNew: () => '/admin/customers/new',
  deskImport: () => '/admin/customers/import',
  deskImportRun: (id: string) => `/admin/customers/import/${id}`,
  deskImportProblems: (id: string) => `/admin/customers/import/${id}/problems.csv`,
  deskImportSample: () => '/admin/customers/import/customers.csv',
  deskAudit: () => '/admin/audit',
  deskAuditExport: (format: 'csv' | 'jsonl') => `/admin/audit/export.${format}`,
  staffList: () => '/admin/staff',
  staffNew: () => '/admin/staff/new',
  staffMember: (id: string) => `/admin/staff/${id}`,
  demoOutbox: () => '/demo/outbox',
  design: () => '/design',
} as const
