import { Choice } from '@/components/ui/choice'
import { classNames } from '@/components/ui/class-names'
import { TextField } from '@/components/ui/field'
import { SelectField } from '@/components/ui/select'
import { policy } from '@/lib/policies/policy'
import { translations } from '@/lib/server/i18n'
import { type KeyDialect, kindsOf, takesPassphrase } from '@/lib/signing/dialects'
import { PublicKeyField } from './public-key-field'

/**
 * What a new key is proved with: a key pair first, since of that nothing is here that could be stolen; a secret is
 * what programs of every dialect take. Whoever needs another dialect unfolds it. `parts.css` hides what a choice has
 * no use for.
 */
export async function CredentialFields() {
  const t = await translations('keys')
  const { dialects } = policy()
  return (
    <>
      <Choice
        id="kind-pair"
        name="kind"
        value="ed25519"
        label={t('credential_pair')}
        hint={t('credential_pair_hint')}
      />
      <PublicKeyField />
      <Choice
        id="kind-secret"
        name="kind"
        value=""
        defaultChecked
        label={t('credential_secret')}
        hint={t('credential_secret_hint')}
      />
      <details className="mt-1">
        <summary className="min-h-11 cursor-pointer py-2.5 text-hint font-semibold text-accent">
          {t('credential_more')}
        </summary>
        <div className="mt-1 grid gap-4">
          <SelectField
            id="dialect"
            label={t('credential_dialect')}
            hint={t('credential_dialect_hint')}
            options={dialects.map((dialect) => ({
              value: dialect,
              label: t(`dialect_${dialect}`),
              className: usesOf(dialect),
            }))}
          />
          <div data-secret className="of-passphrase">
            <TextField
              id="passphrase"
              label={t('credential_passphrase')}
              hint={t('credential_passphrase_hint')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={32}
            />
          </div>
        </div>
      </details>
    </>
  )
}

/** What a dialect has a use for, for the rules that hide the rest. */
function usesOf(dialect: KeyDialect): string {
  return classNames(
    kindsOf[dialect].includes('ed25519') && 'takes-pair',
    takesPassphrase(dialect) && 'takes-passphrase',
  )
}
