/** The tokens of services that ask the gateway about requests: `npm run gateway:token -- create | list | revoke`. */
import { parseArgs } from 'node:util'
import { AppError } from '@/lib/errors'
import { createServiceToken } from '@/lib/services/create-service-token'
import { listServiceTokens } from '@/lib/services/list-service-tokens'
import { revokeServiceToken } from '@/lib/services/revoke-service-token'
import { serviceNameSchema } from '@/lib/services/schema'
import { operator } from './support/operator'
import { runScript } from './support/run-script'
import { UsageError } from './support/usage-error'
import { withInstallation } from './support/with-installation'

const usage = `Usage: npm run gateway:token -- create --name NAME | list [--json] | revoke ID

  create    makes a token and shows it, this once
  list      shows every token: its ID, name, when it was made, last used and revoked
  revoke    ends a token; when it returns, no gateway takes it any more`

await runScript(async (args) => {
  const work = readCommand(args)
  if (!work) return console.log(usage)
  // What the command prints may be read by a program: what is said on the way goes beside it.
  await withInstallation(work, (line) => console.error(line))
})

/** What is to be done; null when only help is wanted. @throws UsageError */
function readCommand(args: string[]): (() => Promise<void>) | null {
  const { values, positionals } = read(args)
  const [command, id, ...more] = positionals
  if (values.help || command === 'help') return null
  if (command === 'create' && id === undefined && !values.json) {
    const { data: name } = serviceNameSchema.safeParse(values.name ?? '')
    if (!name)
      throw new UsageError(`--name is a line of 1 to 64 characters that people can read.\n\n${usage}`)
    return () => create(name)
  }
  if (command === 'list' && id === undefined && values.name === undefined) return () => list(values.json)
  if (command === 'revoke' && id && more.length === 0 && values.name === undefined && !values.json)
    return () => revoke(id)
  throw new UsageError(usage)
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.\n\n${usage}`)
  }
}

async function create(name: string): Promise<void> {
  const { id, token } = await createServiceToken(operator(), name)
  console.error(`The token “${name}” has the ID ${id}. It is shown this once:`)
  console.log(token)
}

async function list(json = false): Promise<void> {
  const tokens = await listServiceTokens()
  if (json) return console.log(JSON.stringify(tokens, null, 2))
  if (tokens.length === 0) console.error('There are no tokens.')
  for (const { id, name, createdAt, lastUsedAt, revokedAt } of tokens) {
    const used = lastUsedAt ? `last used ${minute(lastUsedAt)}` : 'never used'
    const state = revokedAt ? `, revoked ${minute(revokedAt)}` : ''
    console.log(`${id}  ${name}\n  made ${minute(createdAt)}, ${used}${state}`)
  }
}

async function revoke(id: string): Promise<void> {
  const { name, ended } = await revokeServiceToken(operator(), id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found')
      throw new UsageError(`There is no token with the ID ${id}.`)
    throw error
  })
  console.log(ended ? `The token “${name}” is revoked.` : `The token “${name}” was revoked before.`)
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
