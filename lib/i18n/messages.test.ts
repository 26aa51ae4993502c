import { describe, expect, it } from 'vitest'
import { locales } from './locales'
import { messagesOf, type Namespace, sources, translate } from './messages'
import type { CompiledMessages } from './translator'

const namespaces = Object.keys(sources.en) as Namespace[]

/** The argument names of a compiled message: the first member of every node that is not text. */
function argumentsOf(node: unknown, names = new Set<string>()): Set<string> {
  if (!Array.isArray(node)) return names
  for (const part of node) {
    if (!Array.isArray(part)) continue
    names.add(String(part[0]))
    for (const rest of part.slice(1)) {
      if (rest && typeof rest === 'object')
        for (const branch of Object.values(rest)) argumentsOf(branch, names)
    }
  }
  return names
}

function shape(messages: CompiledMessages): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(messages)
      .sort()
      .map((key) => [key, [...argumentsOf(messages[key])].sort()]),
  )
}

describe.each(namespaces)('%s', (namespace) => {
  it('has the same keys and arguments in every language', () => {
    const english = shape(messagesOf('en', namespace))
    for (const locale of locales) expect(shape(messagesOf(locale, namespace))).toEqual(english)
  })

  it('has no empty sentence', () => {
    for (const locale of locales)
      for (const [key, text] of Object.entries(sources[locale][namespace]))
        expect(text.trim(), key).not.toBe('')
  })
})

it('compiles to what React hands to a client island: nothing without a prototype', () => {
  const branched = Object.values(messagesOf('en', 'home'))
    .flat(3)
    .filter((part) => typeof part === 'object')
  expect(branched.length).toBeGreaterThan(0)
  for (const part of branched)
    expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(part))
})

it('finds the arguments of a message, however deep', () => {
  const message = [['count', 2, { one: 'one', other: [0, ' of ', ['who']] }], ' ', ['name']]
  expect([...argumentsOf(message)].sort()).toEqual(['count', 'name', 'who'])
})

it('fills a message in the language', () => {
  expect(translate('en', 'common')('skip')).not.toBe(translate('zh-TW', 'common')('skip'))
})
