/**
 * Opens an account at the desk and prints the one-time link with which its owner chooses a password:
 * `npm run staff:create -- --email … --name … --role …`. The first one is made so.
 */
import { parseArgs } from 'node:util'
import { systemActor } from '@/lib/access/actor'
import { staffRoles } from '@/lib/access/staff-roles'
import { transaction } from '@/lib/db/transaction'
import { AppError, type ErrorValues, type FieldError } from '@/lib/errors'
import { messagesOf } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import { createStaff } from '@/lib/staff/create-staff'
import { staffFields } from '@/lib/staff/schema'
import { sendStaffActivation } from '@/lib/staff/send-staff-activation'
import { StartError } from '@/lib/start-error'
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

/** What is wrong, in the words that a form would use. */
function explain(fields: Record<string, FieldError>): StartError {
  const t = translator('en', messagesOf('en', 'errors'))
  const lines = Object.entries(fields).map(([name, { code, values }]) => `--${name}: ${t(code, values)}`)
  return new StartError(lines.join('\n'))
}

await runScript(async (args) => {
  const parsed = staffFields.safeParse(readArguments(args))
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => {
      const values = 'params' in issue ? (issue.params as ErrorValues) : undefined
      return [String(issue.path[0]), { code: issue.message, values }] as const
    })
    throw explain(Object.fromEntries(issues))
  }
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
      throw error instanceof AppError ? explain(error.fields) : error
    }
  })
})
