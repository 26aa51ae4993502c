import type { ReactNode } from 'react'
import { separator } from '@/components/ui/separator'
import { FillButton } from './fill-button'

/** Somebody of the demo, and what fills the sign-in form for them. */
export type DemoPerson = {
  name: string
  /** What they sign in with. */
  login: string
  role?: string
  values: Record<string, string>
  describe: string
}

/** Who can sign in to the demo, beside a sign-in form. Never rendered in production mode. */
export function DemoPeople({
  people,
  focus,
  password,
  words,
  children,
}: {
  people: DemoPerson[]
  /** What is to be done next, once the form is filled: a selector. */
  focus: string
  password: string
  words: Record<'title' | 'body' | 'fill', string>
  children: ReactNode
}) {
  return (
    <aside className="grid gap-3 rounded border border-dashed border-line-strong px-4 py-4 sm:px-6">
      <div className="grid gap-1">
        <h2>{words.title}</h2>
        <p className="text-hint text-ink-2">
          {words.body} <span className="whitespace-nowrap font-mono text-ink">{password}</span>
        </p>
      </div>
      <ul className="grid divide-y divide-line">
        {people.map(({ name, login, role, values, describe }) => (
          <li key={login} className="flex items-center justify-between gap-4 py-2">
            <span className="grid min-w-0">
              <span>
                <span className="font-semibold">{name}</span>
                {role && <span className="text-hint text-ink-2">{`${separator}${role}`}</span>}
              </span>
              <span className="font-mono text-hint text-ink-2 wrap-anywhere">{login}</span>
            </span>
            <FillButton values={values} focus={focus} label={words.fill} describe={describe} />
          </li>
        ))}
      </ul>
      <p className="text-hint text-ink-2">{children}</p>
    </aside>
  )
}
