import { describe, expect, test } from 'vitest'
import { nameWords, typedWords } from './name-words'

describe('nameWords', () => {
  test.each([
    ['王小明', ['王小明', '小明', '明']],
    ['歐陽 娜娜', ['歐陽', '陽', '娜娜', '娜']],
    ['Lin Mei-hua', ['lin', 'mei', 'hua']],
    ['José Ángel Núñez', ['jose', 'angel', 'nunez']],
    ["Siobhán O'Brien", ['siobhan', 'obrien']],
    ['王Amy小明', ['王amy小明', 'amy小明', '小明', '明']],
    ['瓦歷斯‧諾幹', ['瓦歷斯', '歷斯', '斯', '諾幹', '幹']],
    ['ＷＡＮＧ　Ｗｅｉ', ['wang', 'wei']],
    ['𠮷田', ['𠮷田', '田']],
    ['がくじ', ['がくじ', 'くじ', 'じ']],
    ['100%_Co.', ['100', 'co']],
    [' %_\\ ', []],
    ['', []],
  ])('%s', (name, words) => {
    expect(nameWords(name)).toEqual(words)
  })

  test('of a very long name are cut', () => {
    for (const word of nameWords('王'.repeat(500))) expect([...word].length).toBeLessThanOrEqual(60)
  })
})

describe('typedWords', () => {
  test.each([
    ['小明', ['小明']],
    ['NÚÑEZ  jo', ['nunez', 'jo']],
    ['O’Brien', ['obrien']],
    ['%', []],
  ])('%s', (typed, words) => {
    expect(typedWords(typed)).toEqual(words)
  })
})

test.each([
  ['王小明', '明'],
  ['王小明', '小明'],
  ['Lin Mei-hua', 'hu'],
  ['José Ángel', 'ang jos'],
  ['王Amy小明', 'AMY'],
])('%s is found by %s', (name, typed) => {
  const words = nameWords(name)
  for (const word of typedWords(typed)) expect(words.some((one) => one.startsWith(word))).toBe(true)
})
