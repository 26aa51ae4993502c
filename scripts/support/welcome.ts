import type { Mode } from '@/lib/db/claim-mode'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'

/** What the terminal shows once the portal listens: where it is, and in the demo how to sign in. */
export function welcome(mode: Mode, origin: string, milliseconds: number): string {
  const lines = ['', `Signet is ready at ${origin} (${(milliseconds / 1000).toFixed(1)} s)`, '']
  if (mode === 'demo')
    lines.push(
      `Sign in as a demo customer, all with the password ${demoPassword}:`,
      ...demoCustomers.map(({ nationalId, name }) => `  ${nationalId}  ${name}`),
      `One-time passwords are not sent but shown at ${origin}${routes.demoOutbox()}`,
      '',
    )
  return [...lines, 'Ctrl-C stops it.', ''].join('\n')
}
