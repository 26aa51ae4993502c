'use client'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { SelectField } from '@/components/ui/select'

/** Search and status as a plain GET form: works without script, and its result has an address. */
export function KeyFilter({
  action,
  search,
  state,
  words,
  states,
}: {
  action: string
  search: string
  state: string | null
  words: Record<'search' | 'searchHint' | 'state' | 'any' | 'submit', string>
  states: { value: string; label: string }[]
}) {
  return (
    <search>
      <form
        action={action}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 sm:grid-cols-[minmax(0,20rem)_12rem_auto]"
      >
        <div className="max-sm:col-span-2">
          <TextField
            id="search"
            type="search"
            label={words.search}
            placeholder={words.searchHint}
            defaultValue={search}
            maxLength={100}
            autoComplete="off"
          />
        </div>
        <SelectField
          id="state"
          label={words.state}
          defaultValue={state ?? ''}
          options={[{ value: '', label: words.any }, ...states]}
        />
        <Button type="submit" className="justify-self-start">
          <Icon name="search" className="size-4" />
          {words.submit}
        </Button>
      </form>
    </search>
  )
}
