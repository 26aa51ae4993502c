/**
 * Starts a command of scripts/: `node scripts/run.mjs NAME …`. Plain JavaScript without imports from packages, so
 * that a Node that is too old, or a missing `npm ci`, is told in a sentence.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateClient } from './support/generate-client.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const oldest = [20, 19]

function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
  refuse(`Signet needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.`)
if (!existsSync(join(root, 'node_modules', 'tsx')))
  refuse('The dependencies are not installed yet: run npm ci.')

process.chdir(root)
generateClient(refuse)

const [name = '', ...args] = process.argv.slice(2)
if (name !== 'generate') run(join(root, 'scripts', `${name}.ts`))

function run(script) {
  if (!existsSync(script)) refuse(`There is no command "${name}".`)
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', script, ...args],
    // The channel tells the command when this process is gone, however it went.
    { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
