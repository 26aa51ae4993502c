/**
 * A form as a plain object for a schema. `name[]` becomes an array even with one or no entry of it sent twice;
 * Next's and the step-up's own fields (`$…`, `stepUp…`) are left out; a field sent twice keeps its last value.
 */
export function formToObject(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !/^(\$|stepUp)/.test(name))
  // `fromEntries` defines properties, so that a field called `__proto__` is a field and nothing else.
  return Object.fromEntries(
    names.map((name) =>
      name.endsWith('[]') ? [name.slice(0, -2), form.getAll(name)] : [name, form.getAll(name).at(-1)],
    ),
  )
}
