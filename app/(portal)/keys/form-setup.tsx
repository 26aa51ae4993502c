import type { KeyFormSetup } from '@/components/keys/key-form'
import { PermissionRows } from '@/components/keys/permission-rows'
import type { CustomerActor } from '@/lib/access/actor'
import { lastDayPresets } from '@/lib/keys/last-day-presets'
import { permissionWords, presetWords } from '@/lib/policies/permission-words'
import { policy } from '@/lib/policies/policy'
import { formats } from '@/lib/server/formats'
import { clientMessages } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { sendCodeAction } from '@/lib/server/send-code-action'

/** What the key form needs besides its values. `chosen` are the permissions ticked at first. */
export async function formSetup(actor: CustomerActor, chosen: readonly string[]): Promise<KeyFormSetup> {
  const locale = await currentLocale()
  const { zone } = await formats()
  const permissions = permissionWords(locale)
  const { maxActiveKeys, maxAddressesPerKey } = policy()
  return {
    locale,
    messages: await clientMessages('keys', 'form_', 'summary_'),
    errorMessages: await clientMessages('errors', 'address_'),
    stepUpMessages: await clientMessages('stepUp'),
    sendCode: sendCodeAction,
    permissions: permissions.map(({ id, can, risk }) => ({ id, can, risk })),
    permissionRows: <PermissionRows permissions={permissions} chosen={chosen} />,
    presets: presetWords(locale),
    maxAddresses: maxAddressesPerKey,
    currentAddress: actor.address,
    zone,
    dayPresets: lastDayPresets(),
    maxKeys: maxActiveKeys,
  }
}
