import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvText } from './csv-text'

const cellsOf = (cell: string) => {
  const text = csvText([['first', cell, 'last']], { bom: false })
  const [row] = parse(text) as string[][]
  return { text, written: row?.[1] ?? '' }
}

test.each([
  ['=1+1', "'=1+1"],
  ['+886', "'+886"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['﹢1', "'﹢1"],
  ['\t=1', "'\t'=1"],
  ['\r=1', "'\r'=1"],
  [' =1', " '=1"],
  ["x;=cmd|'/c calc'!A1", "x;'=cmd|'/c calc'!A1"],
  ['x, -1', "x, '-1"],
  ['x;+1;＠a', "x;'+1;'＠a"],
  ['x\t=1', "x\t'=1"],
  ['x\n=1', "x\n'=1"],
  ['x\r\n=1', "x\r\n'=1"],
  ['x\n\t1', "x\n'\t1"],
])('%j is written as %j', (cell, written) => expect(cellsOf(cell).written).toBe(written))

test.each([
  'a-b',
  'a=b',
  'two\r\nlines',
  'he said "so"',
  '2026-11-26T00:00:00Z',
  'a@example.com',
  '',
  '金鑰；=1',
])('%j stays', (cell) => expect(cellsOf(cell).written).toBe(cell))

test('no reader who splits at semicolons or tabs finds a formula, quotes or not', () => {
  const nasty = ['x;=1', 'x";=1', '";"=1', ';;=1', 'x\t=1', '"\n=1', "x;=cmd|'/c calc'!A1"]
  for (const cell of nasty)
    for (const piece of cellsOf(cell).text.split(/[;\t\r\n]/))
      expect(piece.replace(/^["\s]*/, '')).not.toMatch(/^[=+@＝＋－＠-]/)
})

test('every cell is quoted; the mark for Excel comes first where it is wanted', () => {
  expect(csvText([['a', 1, null]], { bom: true })).toBe('\ufeff"a","1",""\r\n')
})
