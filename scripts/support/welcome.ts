import type { Mode } from '@/lib/db/claim-mode'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'
import { demoStaff } from '@/lib/staff/demo-staff'

/** What the terminal shows once the portal listens: where it is, and in the demo how to sign in. */
export function welcome(mode: Mode, origin: string, milliseconds: number): string {
  const lines = ['', `Signet is ready at ${origin} (${(milliseconds / 1000).toFixed(1)} s)`, '']
  if (mode === 'demo')
    lines.push(
      `Sign in as a demo customer, all with the password ${demoPassword}:`,
      ...demoCustomers.map(({ nationalId, name }) => `  ${nationalId}  ${name}`),
      `Sign in as demo staff at ${origin}${routes.desk()}, with the same password and the code of an authenticator:`,
      ...demoStaff.map(({ email, name }) => `  ${email}  ${name}`),
      `One-time passwords are not sent, and demo staff carry no authenticator: both are shown at ${origin}${routes.demoOutbox()}`,
      '',
    )
  return [...lines, 'Ctrl-C stops it.', ''].join('\n')
}
