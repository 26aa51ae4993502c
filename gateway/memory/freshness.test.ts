import { expect, test } from 'vitest'
import { Freshness } from './freshness'

test('what was looked up holds until its own subject changes', () => {
  const freshness = new Freshness()
  const since = freshness.now
  freshness.change('another')
  expect(freshness.holds('one', since)).toBe(true)
  freshness.change('one')
  expect(freshness.holds('one', since)).toBe(false)
  expect(freshness.holds('another', since)).toBe(false)
  expect(freshness.holds('third', since)).toBe(true)
})

test('a look-up that began before a change and ended after it does not hold, the next one does', () => {
  const freshness = new Freshness()
  const before = freshness.now
  freshness.change('one')
  expect(freshness.holds('one', before)).toBe(false)
  expect(freshness.holds('one', freshness.now)).toBe(true)
})

test('after it forgot, nothing holds that was looked up before', () => {
  const freshness = new Freshness()
  freshness.change('one')
  const since = freshness.now
  freshness.forget()
  expect(freshness.holds('one', since)).toBe(false)
  expect(freshness.holds('another', since)).toBe(false)
  expect(freshness.holds('another', freshness.now)).toBe(true)
})

test('past its bound it forgets too much, never too little', () => {
  const freshness = new Freshness(2)
  const atFirst = freshness.now
  freshness.change('one')
  const afterOne = freshness.now
  for (const subject of ['two', 'three']) freshness.change(subject)
  expect(freshness.holds('one', atFirst)).toBe(false)
  expect(freshness.holds('never changed', atFirst)).toBe(false)
  expect(freshness.holds('one', afterOne)).toBe(true)
  expect(freshness.holds('two', afterOne)).toBe(false)
  // What changes again and again is one subject.
  for (let times = 0; times < 10; times++) freshness.change('three')
  expect(freshness.holds('one', afterOne)).toBe(true)
})
