import { expect, it } from 'vitest'
import { isLocale, negotiateLocale } from './locales'

it.each([
  [null, 'en'],
  ['', 'en'],
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-TW'],
  ['zh-Hant-HK', 'zh-TW'],
  ['ZH-tw', 'zh-TW'],
  ['en-US,en;q=0.9,zh-TW;q=0.8', 'en'],
  ['en;q=0.3, zh-CN ; q=0.7', 'zh-TW'],
  ['ja,fr;q=0.9', 'en'],
  ['ja,zh;q=0.1', 'zh-TW'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['zhx, en', 'en'],
  ['*', 'en'],
  [';;;,,q=zh', 'en'],
  [`${'x'.repeat(600)},zh`, 'en'],
])('negotiates %j as %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale)
})

it.each([
  ['en', true],
  ['zh-TW', true],
  ['zh-tw', false],
  ['', false],
  [undefined, false],
  ['__proto__', false],
])('isLocale(%j) is %s', (value, answer) => {
  expect(isLocale(value)).toBe(answer)
})
