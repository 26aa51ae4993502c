/**
 * A form as a plain object for a schema. `name[]` becomes an array even with one entry; Next's and the step-up's own
 * fields (`$…`, `stepUp…`) are left out. Another field sent twice becomes an array too, which no schema of one value
 * takes: to choose one of them could turn a list of addresses into a blank.
 */
export function formToObject(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !/^(\$|stepUp)/.test(name))
  // `fromEntries` defines properties, so that a field called `__proto__` is a field and nothing else.
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name)
      if (name.endsWith('[]')) return [name.slice(0, -2), values]
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}
