/** The certificate authority from the terminal: `npm run ca -- init | import | status | rotate | offline | crl`. */
import { parseArgs } from 'node:util'
import type { CaCommand } from './ca/command'
import { crl } from './ca/crl'
import { importCommand } from './ca/import'
import { init } from './ca/init'
import { offline } from './ca/offline'
import { rotate } from './ca/rotate'
import { status } from './ca/status'
import { loadDotEnv } from './support/load-dot-env'
import { runScript } from './support/run-script'
import { UsageError } from './support/usage-error'
import { withInstallation } from './support/with-installation'

const commands: Record<string, CaCommand> = {
  init,
  import: importCommand,
  status,
  rotate,
  offline,
  crl,
}

const overview = `Usage: npm run ca -- COMMAND [OPTIONS]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join('\n')}

npm run ca -- COMMAND --help tells its options. docs/ca.md is the guide.`

await runScript(async ([name = '', ...args]) => {
  if (name === '--help' || name === 'help') return console.log(overview)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(`${name ? `There is no command "${name}".\n\n` : ''}${overview}`)
  loadDotEnv()
  const { help, ...values } = optionsOf(command, args)
  if (help) return console.log(command.usage)
  const work = await command.prepare(values)
  // What the command prints may be read by a program: what is said on the way goes beside it.
  await withInstallation(work, (line) => console.error(line))
})

function optionsOf({ options, usage }: CaCommand, args: string[]) {
  try {
    return parseArgs({ args, options: { ...options, help: { type: 'boolean' } } }).values
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument …": the first sentence says it.
    const [sentence] = (error as Error).message.split('. ')
    throw new UsageError(`${sentence}.\n\n${usage}`)
  }
}
