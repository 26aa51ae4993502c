import { describe, expect, test } from 'vitest'
import { errorCodes } from './errors'
import { locales } from './i18n/locales'
import { sources } from './i18n/messages'

describe.each(locales)('in %s', (locale) => {
  test.each([...errorCodes, 'invalid_field', 'sign_in_again'])('%s has its sentence', (code) => {
    expect(sources[locale].errors[code]).toBeTruthy()
  })
})
