import type { Mode } from '@/lib/db/claim-mode'
import type { Env } from '@/lib/env'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { routes } from '@/lib/routes'
import { demoStaff } from '@/lib/staff/demo-staff'
import { hasDemoUpstream } from './demo-upstream-url'

/** What the terminal shows once portal and gateway listen: where it is, and in the demo how to sign in. */
export function welcome(mode: Mode, settings: Env, milliseconds: number): string {
  const { SIGNET_ORIGIN: origin, GATEWAY_PORT, PKI_PORT } = settings
  const lines = [
    '',
    `Signet is ready at ${origin} (${(milliseconds / 1000).toFixed(1)} s)`,
    `The gateway listens on port ${GATEWAY_PORT} (TLS) and ${PKI_PORT} (revocation lists, OCSP)`,
    '',
  ]
  if (mode === 'demo')
    lines.push(
      `Sign in as a demo customer, all with the password ${demoPassword}:`,
      ...demoCustomers.map(({ nationalId, name }) => `  ${nationalId}  ${name}`),
      `Sign in as demo staff at ${origin}${routes.desk()}, with the same password and the code of an authenticator:`,
      ...demoStaff.map(({ email, name }) => `  ${email}  ${name}`),
      `One-time passwords are not sent, and demo staff carry no authenticator: both are shown at ${origin}${routes.demoOutbox()}`,
      ...(hasDemoUpstream(settings)
        ? [
            `Any path of ${settings.GATEWAY_ORIGIN} is a trading API that says who you are: sign with a key that may read the account (GET) or trade (POST)`,
          ]
        : []),
      '',
    )
  return [...lines, 'Ctrl-C stops it.', ''].join('\n')
}
