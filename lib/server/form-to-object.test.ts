import { expect, test } from 'vitest'
import { formToObject } from './form-to-object'

function form(...entries: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test.each([
  ['plain fields', form(['name', 'a'], ['note', '']), { name: 'a', note: '' }],
  ['one entry of a list', form(['permissions[]', 'a']), { permissions: ['a'] }],
  [
    'several entries of a list',
    form(['permissions[]', 'a'], ['permissions[]', 'b']),
    { permissions: ['a', 'b'] },
  ],
  ['a field sent twice', form(['name', 'a'], ['name', '']), { name: ['a', ''] }],
  ['nothing', form(), {}],
  ["others' own fields", form(['$ACTION_ID_1', 'x'], ['stepUpCode', '123456'], ['name', 'a']), { name: 'a' }],
])('%s', (_what, data, object) => {
  expect(formToObject(data)).toEqual(object)
})

test('a field named after the prototype is only a field', () => {
  const object = formToObject(form(['__proto__[]', 'x'], ['__proto__', 'y']))
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
})
