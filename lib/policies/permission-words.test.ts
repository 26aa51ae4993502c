import { describe, expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locales'
import { permissionWords, presetWords } from './permission-words'
import { policy } from './policy'

describe.each(locales)('in %s', (locale) => {
  it('every permission and preset of the policy has its words, risky ones a badge', () => {
    const words = permissionWords(locale)
    expect(words.map(({ id }) => id)).toEqual(policy().permissions.map(({ id }) => id))
    for (const { risk, riskLabel } of words) expect(riskLabel !== '').toBe(risk !== 'low')
    expect(presetWords(locale)).toHaveLength(policy().permissionPresets.length)
  })

  it('every preset names permissions of the policy', () => {
    const known = policy().permissions.map(({ id }) => id)
    for (const preset of presetWords(locale))
      expect(known).toEqual(expect.arrayContaining(preset.permissions))
  })
})
