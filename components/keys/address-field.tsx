'use client'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { describedBy, Field } from '@/components/ui/field'
import type { Translate } from '@/lib/i18n/translator'
import { type AddressEntry, parseAddressList, splitAddressList } from '@/lib/net/parse-address-list'
import { AddressChip } from './address-chip'
import { ShortcutButton } from './shortcut-button'

const id = 'addresses'

/**
 * The allowlist. Before script it is a text area; then entries become chips beside an input, and a hidden field
 * carries the same text. What is no entry stays in the input, so that a stray comma is never sent as blank.
 */
export function AddressField({
  t,
  tError,
  initial,
  current,
  max,
  errors,
  restored,
  onRead,
}: {
  t: Translate
  tError: Translate
  initial: string
  current: string
  max: number
  /** The form's; an answer brings new ones. */
  errors: Record<string, string>
  /** The text of a kept draft, once there is one. */
  restored: string | undefined
  onRead: (entries: AddressEntry[]) => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const input = useRef<HTMLInputElement>(null)
  // Null until script runs.
  const [texts, setTexts] = useState<string[] | null>(null)
  const [draft, setDraft] = useState('')
  // What was refused is no longer there once the list has changed: from then on the chips say what is wrong.
  const [mended, setMended] = useState<typeof errors>()
  const error = mended === errors ? undefined : errors[id]
  const entries = parseAddressList((texts ?? []).join(' '))

  // biome-ignore lint/correctness/useExhaustiveDependencies: takes over what was typed before script, once.
  useEffect(() => {
    show(splitAddressList(restored ?? area.current?.value ?? initial))
  }, [restored])

  function show(next: string[]) {
    setTexts(next)
    onRead(parseAddressList(next.join(' ')))
  }

  function write(next: string[]) {
    setMended(errors)
    show(next)
  }

  /** Makes chips of what is in the input, if it holds any entry. */
  function commit(text: string) {
    const pieces = splitAddressList(text)
    setDraft(pieces.length > 0 ? '' : text)
    if (pieces.length > 0) write([...(texts ?? []), ...pieces])
  }

  function change(text: string, composing: boolean) {
    if (!composing && splitAddressList(`${text}x`).length > 1) return commit(text)
    setDraft(text)
    // What is being typed counts in the summary as soon as it can be read: it is sent along, too.
    const typed = parseAddressList([...(texts ?? []), text].join(' '))
    onRead(typed.at(-1)?.error ? parseAddressList((texts ?? []).join(' ')) : typed)
  }

  /** A chip moves what stands below it: while something there is being pressed, it waits for the release. */
  function leave() {
    if (!document.querySelector('button:active, a:active')) return commit(draft)
    addEventListener('mouseup', () => setTimeout(() => commit(draft)), { once: true })
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData('text')
    if (splitAddressList(pasted).length < 2) return
    event.preventDefault()
    commit(`${draft} ${pasted}`)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && draft !== '') {
      event.preventDefault()
      commit(draft)
    } else if (event.key === 'Backspace' && draft === '') {
      const last = texts?.at(-1)
      if (last === undefined) return
      event.preventDefault()
      mend((texts?.length ?? 0) - 1)
    }
  }

  function replace(index: number, pieces: string[]) {
    write((texts ?? []).toSpliced(index, 1, ...pieces))
    input.current?.focus()
  }

  function mend(index: number) {
    setDraft((texts ?? [])[index] ?? '')
    replace(index, [])
  }

  const isListed = entries.some((entry) => entry.canonical === current)
  const described = describedBy({ id, hint: true, error })
  return (
    <Field
      id={id}
      label={t('form_addresses')}
      hint={t('form_addresses_hint')}
      error={error}
      aside={
        texts && texts.length > 0 ? (
          <span className={classNames('text-hint', texts.length > max ? 'text-seal' : 'text-ink-2')}>
            {t('form_addresses_count', { count: texts.length, max })}
          </span>
        ) : undefined
      }
    >
      {texts === null ? (
        <textarea
          ref={area}
          id={id}
          name="addresses"
          rows={Math.max(1, splitAddressList(initial).length)}
          defaultValue={initial}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          className={classNames('input', 'block font-mono')}
        />
      ) : (
        <>
          <input type="hidden" name="addresses" value={[...texts, ...(draft ? [draft] : [])].join('\n')} />
          {texts.length > 0 && (
            <ul aria-label={t('form_addresses_list')} className="flex flex-wrap gap-2">
              {entries.map((entry, index) => (
                <AddressChip
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice.
                  key={`${index} ${entry.text}`}
                  t={t}
                  tError={tError}
                  entry={entry}
                  onRemove={() => replace(index, [])}
                  onMend={() => mend(index)}
                  onReplace={(text) => replace(index, [text])}
                />
              ))}
            </ul>
          )}
          <input
            ref={input}
            id={id}
            value={draft}
            onChange={(event) =>
              change(event.target.value, (event.nativeEvent as InputEvent).isComposing === true)
            }
            onCompositionEnd={(event) => change(event.currentTarget.value, false)}
            onPaste={onPaste}
            onKeyDown={onKeyDown}
            onBlur={leave}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="enter"
            aria-describedby={described}
            aria-invalid={error ? true : undefined}
            className={classNames('input', 'font-mono')}
          />
          {current && !isListed && (
            <ShortcutButton onClick={() => write([...texts, current])}>
              {t('form_address_add_current')} <span className="font-mono">{current}</span>
            </ShortcutButton>
          )}
        </>
      )}
    </Field>
  )
}
