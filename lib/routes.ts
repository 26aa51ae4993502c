/** Every path of the portal, so that no link is spelled twice. */
export const routes = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signedOut: () => '/sign-in?out',
  certificates: () => '/certificates',
  certificateApply: () => '/certificates/apply',
  certificate: (id: string) => `/certificates/${id}`,
  keys: () => '/keys',
  keyNew: () => '/keys/new',
  key: (id: string) => `/keys/${id}`,
  keyEdit: (id: string) => `/keys/${id}/edit`,
  security: () => '/security',
  activity: () => '/activity',
  demoOutbox: () => '/demo/outbox',
  design: () => '/design',
} as const
