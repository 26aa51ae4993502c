import { TextField } from '@/components/ui/field'

/** A new password, twice. */
export function NewPasswordFields({
  words,
  errors,
}: {
  words: Record<'password' | 'hint' | 'again', string>
  errors: Record<string, string>
}) {
  return (
    <>
      <TextField
        id="newPassword"
        label={words.password}
        hint={words.hint}
        error={errors.newPassword}
        type="password"
        autoComplete="new-password"
        required
      />
      <TextField
        id="newPasswordAgain"
        label={words.again}
        error={errors.newPasswordAgain}
        type="password"
        autoComplete="new-password"
        required
      />
    </>
  )
}
