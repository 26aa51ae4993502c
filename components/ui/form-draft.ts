/** A form's content, kept in this tab while its owner signs in again. Never a secret. */
type DraftEntry = [name: string, value: string]
export type DraftEntries = DraftEntry[]

const maxAgeMs = 30 * 60_000

/** Not `form.id`: a field called `id` stands in its place. */
function keyOf(form: HTMLFormElement): string {
  return `signet-draft:${location.pathname}#${form.getAttribute('id')}`
}

/** Whose page this is, as the shell says: the next to sign in at this tab may be somebody else. */
function owner(): string {
  return document.querySelector<HTMLElement>('[data-owner]')?.dataset.owner ?? ''
}

/** Left out: passwords, one-time proofs, files, and whatever stands under a `data-secret` attribute. */
function isKept(form: HTMLFormElement, name: string): boolean {
  if (/^(\$|stepUp)/.test(name)) return false
  const fields = [...form.elements].filter((field) => field.getAttribute('name') === name)
  return !fields.some((field) => field.getAttribute('type') === 'password' || field.closest('[data-secret]'))
}

/** Keeps the form's content for its next showing at the same path in this tab. */
export function saveDraft(form: HTMLFormElement): void {
  const entries = [...new FormData(form)].filter(
    (entry): entry is DraftEntry => typeof entry[1] === 'string' && isKept(form, entry[0]),
  )
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), owner: owner(), entries }))
  } catch {
    // Storage may be off or full; then the draft is lost, as it was before there were drafts.
  }
}

/** Puts a kept draft back into the form, once. @returns what it held, for fields that are not plain inputs */
export function restoreDraft(form: HTMLFormElement): DraftEntries | null {
  try {
    const kept = sessionStorage.getItem(keyOf(form))
    sessionStorage.removeItem(keyOf(form))
    const draft = JSON.parse(kept ?? 'null') as { at: number; owner: string; entries: DraftEntries }
    if (Date.now() - draft.at > maxAgeMs || draft.owner !== owner()) return null
    fill(form, draft.entries)
    return draft.entries
  } catch {
    return null
  }
}

function fill(form: HTMLFormElement, entries: DraftEntries): void {
  const left = new Map<string, string[]>()
  for (const [name, value] of entries) left.set(name, [...(left.get(name) ?? []), value])
  for (const field of form.elements) {
    const isInput = field instanceof HTMLInputElement
    if (!isInput && !(field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue
    if (field.type === 'hidden' || field.type === 'password' || field.type === 'file') continue
    const values = left.get(field.name)
    if (isInput && (field.type === 'checkbox' || field.type === 'radio')) {
      const wanted = values?.includes(field.value) ?? false
      if (field.checked !== wanted && (wanted || field.type === 'checkbox')) field.click()
    } else {
      const value = values?.shift()
      if (value !== undefined) type(field, value)
    }
  }
}

/** As if typed: past React's own setter, so that a controlled field hears of it too. */
function type(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}
