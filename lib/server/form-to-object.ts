/**
 * A form as a plain object for a schema. `name[]` becomes an array even with one or no entry of it sent twice;
 * Next's and the step-up's own fields (`$…`, `stepUp…`) are left out; a field sent twice keeps its last value.
 */
export function formToObject(form: FormData): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$') || name.startsWith('stepUp')) continue
    if (name.endsWith('[]')) object[name.slice(0, -2)] = form.getAll(name)
    else object[name] = form.getAll(name).at(-1)
  }
  return object
}
