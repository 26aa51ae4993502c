import type { ApplicationStart } from '@/lib/certificates/read-application'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** Why no certificate can be had now, as a sentence. */
export async function refusalWords({
  code,
  values,
}: NonNullable<ApplicationStart['refusal']>): Promise<string> {
  const { date, dateTime } = await formats()
  const shown = Object.entries(values).map(([name, value]) => {
    if (!(value instanceof Date)) return [name, value]
    return [name, name === 'opens' ? date(value) : dateTime(value)]
  })
  return (await translations('errors'))(code, Object.fromEntries(shown))
}
