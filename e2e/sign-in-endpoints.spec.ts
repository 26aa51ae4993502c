import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { portalOrigin } from './support/as-caller'
import { expect, test } from './support/test'

type Line = { msg: string; kind?: string; error?: { stack?: string } }

const printed = () => readFileSync(join(process.env.SIGNET_DATA_DIR ?? '', 'portal.log'), 'utf8')

/** What the sign-in library had to say, as the log has it. */
function libraryLines(): Line[] {
  // The last line may be half written.
  return printed()
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line): Line => JSON.parse(line))
    .filter(({ msg }) => msg === 'sign-in library')
}

test('a stranger at the sign-in library’s endpoints writes no stack into the log', async () => {
  const origin = portalOrigin()
  const before = libraryLines().length
  const json = { origin, 'content-type': 'application/json' }
  const form = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  for (const [path, request] of [
    ['anything', {}],
    ['callback/nobody', {}],
    ['callback/credentials', {}],
    ['signin/nobody', {}],
    ['error?error=Configuration', {}],
    ['callback/credentials', { method: 'POST', headers: json, body: '{"broken' }],
    ['callback/credentials', { method: 'POST', headers: form, body: 'csrfToken=wrong' }],
    ['signin/nobody', { method: 'POST', headers: form, body: '' }],
    ['session', { method: 'POST', headers: json, body: 'null' }],
  ] as [string, RequestInit][]) {
    const answer = await fetch(`${origin}/api/auth/${path}`, { redirect: 'manual', ...request })
    await answer.text()
    expect.soft(answer.status, path).not.toBe(200)
  }
  await expect(() => expect(libraryLines().length).toBeGreaterThan(before)).toPass({ timeout: 5_000 })
  for (const { kind, error } of libraryLines()) {
    expect(kind).toMatch(/^\w+$/)
    expect(error).toBeUndefined()
  }
  // Journeys beside this one make pages fail, whose stacks are not the library's.
  expect(printed()).not.toMatch(/^ +at .*(next-auth|@auth)/m)
  // What the library prints by itself, stack and all, begins so.
  expect(printed()).not.toContain('[auth]')
})
