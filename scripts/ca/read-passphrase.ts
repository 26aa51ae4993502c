import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { passphrase } from '@/lib/env'
import { reasonOf, StartError } from '@/lib/start-error'

/**
 * A passphrase from a file, from the environment, or typed at the terminal: never from the command line, which
 * every process of the machine may read.
 * @param from.file the option's value, if it was given
 * @param from.variable the environment variable's name; with `_FILE` behind it, it names a file
 * @param from.what what it opens, for the question
 * @param from.isNew asks twice, and refuses a weak one
 * @throws StartError when there is none
 */
export async function readPassphrase(from: {
  file: string | undefined
  variable: string
  what: string
  isNew: boolean
}): Promise<string> {
  const { file, variable, what, isNew } = from
  const path = file ?? process.env[`${variable}_FILE`]
  const given = path ? readSecretFile(path) : process.env[variable]
  const text = given || (await ask(what, variable, isNew))
  const judged = isNew ? passphrase.safeParse(text) : undefined
  if (judged && !judged.success) throw new StartError(`The passphrase ${judged.error.issues[0]?.message}.`)
  return text
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new StartError(`The passphrase can't be read at ${path} (${reasonOf(error)}).`)
  }
}

async function ask(what: string, variable: string, twice: boolean): Promise<string> {
  if (!process.stdin.isTTY)
    throw new StartError(`A passphrase is wanted for ${what}: give its file with an option, or ${variable}.`)
  const text = await typed(`Passphrase for ${what}: `)
  if (twice && (await typed('Once more: ')) !== text) throw new StartError('The two are not the same.')
  return text
}

/** Reads a line that is not shown. */
async function typed(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await line.question('')
  } finally {
    line.close()
    process.stderr.write('\n')
  }
}
