import type { Locale } from '@/lib/i18n/locales'
import { type MessageKey, translate } from '@/lib/i18n/messages'
import { policy } from './policy'
import type { Policy } from './schema'

/** A permission as people read it. */
export type PermissionWords = {
  id: string
  group: string
  risk: Policy['permissions'][number]['risk']
  label: string
  /** A word or two, for a list. */
  short: string
  /** A sentence, with what is risky about it. */
  about: string
  /** What a key with it can do: "read market data". */
  can: string
  /** What the badge says; empty for a low risk. */
  riskLabel: string
}

const known = new Map<Locale, PermissionWords[]>()

/** Every permission of the policy, in its order, in a language. */
export function permissionWords(locale: Locale): PermissionWords[] {
  const words = known.get(locale) ?? makeWords(locale)
  known.set(locale, words)
  return words
}

function makeWords(locale: Locale): PermissionWords[] {
  const t = translate(locale, 'permissions')
  return policy().permissions.map(({ id, group, risk }) => {
    const word = (part: string) => t(`${id.replaceAll('.', '_')}_${part}` as MessageKey<'permissions'>)
    return {
      id,
      group: t(`group_${group}` as MessageKey<'permissions'>),
      risk,
      label: word('label'),
      short: word('short'),
      about: word('about'),
      can: word('can'),
      riskLabel: risk === 'low' ? '' : t(`risk_${risk}`),
    }
  })
}

/** The policy's ready-made choices of permissions, in a language. */
export function presetWords(locale: Locale): { id: string; label: string; permissions: string[] }[] {
  const t = translate(locale, 'permissions')
  return policy().permissionPresets.map(({ id, permissions }) => ({
    id,
    label: t(`preset_${id}` as MessageKey<'permissions'>),
    permissions,
  }))
}
