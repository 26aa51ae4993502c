/**
 * Opens an account at the desk and prints the one-time link with which its owner chooses a password:
 * `npm run staff:create -- --email … --name … --role …`. The first one is made so.
 */
import { parseArgs } from 'node:util'
import { systemActor } from '@/lib/access/actor'
import { staffRoles } from '@/lib/access/staff-roles'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { createStaff } from '@/lib/staff/create-staff'
import { staffFields } from '@/lib/staff/schema'
import { sendStaffActivation } from '@/lib/staff/send-staff-activation'
import { StartError } from '@/lib/start-error'
import { explainRefusal } from './support/explain-refusal'
import { runScript } from './support/run-script'
import { withInstallation } from './support/with-installation'

const usage = `Usage: npm run staff:create -- --email NAME@EXAMPLE.COM --name "NAME" --role ROLE [--locale zh-TW]
ROLE is one of ${staffRoles.join(', ')}; the locale is zh-TW or en.`

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args, options: { email: text, name: text, role: text, locale: text } })
    if (values.email && values.name && values.role) return { locale: 'zh-TW', ...values }
  } catch {
    // An option that does not exist, or one without its value.
  }
  throw new StartError(usage)
}

await runScript(async (args) => {
  const parsed = staffFields.safeParse(readArguments(args))
  if (!parsed.success) throw explainRefusal(parsed.error)
  await withInstallation(async () => {
    try {
      const { link } = await transaction(async (tx) => {
        const { id } = await createStaff(tx, systemActor, parsed.data)
        return sendStaffActivation(tx, id)
      })
      const { name, email, role } = parsed.data
      console.log(`${name} (${email}) is on the staff, as ${role}.`)
      console.log('This link lets its holder choose the password, once, within 24 hours. It is mailed, too:')
      console.log(link)
    } catch (error) {
      throw error instanceof AppError ? explainRefusal(error) : error
    }
  })
})
