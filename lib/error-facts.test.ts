import { expect, test } from 'vitest'
import { errorFacts } from './error-facts'

test('keeps stack and cause, drops own properties', () => {
  const cause = Object.assign(new Error('duplicate'), { detail: 'Key (phone)=(0912345678)' })
  const facts = JSON.stringify(errorFacts(new Error('failed', { cause })))
  expect(facts).toContain('Error: failed')
  expect(facts).toContain('Error: duplicate')
  expect(facts).toContain('error-facts.test.ts')
  expect(facts).not.toContain('0912345678')
})

test('drops the arguments that Prisma quotes', () => {
  const error = new Error('\nInvalid call:\n\n{\n    name: "secret"\n}\n\nArgument `x` is missing.')
  error.name = 'PrismaClientValidationError'
  const facts = JSON.stringify(errorFacts(error))
  expect(facts).toContain('Argument `x` is missing.')
  expect(facts).not.toContain('secret')
})

test('leaves what is not an error', () => {
  expect(errorFacts('text')).toBe('text')
})
