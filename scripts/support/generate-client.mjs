import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const output = 'lib/db/generated'
const stampFile = `${output}/.stamp`

/**
 * Generates the database client when there is none for the present schema.
 * @param {(sentence: string) => void} refuse what to do when it can't be
 */
export function generateClient(refuse) {
  const stamp = createHash('sha256')
    .update(readFileSync('prisma/schema.prisma'))
    .update(readFileSync('node_modules/prisma/package.json'))
    .digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const folder = existsSync(output) ? output : dirname(output)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    refuse(
      `The database client must be generated, but ${resolve(folder)} can't be written (${error.code}): run npm run generate as the user whose it is.`,
    )
  }
  console.log('Generating the database client …')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/prisma/build/index.js', 'generate'],
    // Generating needs no schema engine, but asks for one and would download it: any program will do.
    {
      encoding: 'utf8',
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', CHECKPOINT_DISABLE: '1' },
    },
  )
  if (status !== 0) refuse(`The database client can't be generated:\n${stdout}${stderr}`)
  writeFileSync(stampFile, stamp)
}
