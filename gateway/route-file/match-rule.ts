import { covers, type Segment, segmentsOf } from './path-pattern'

/** The methods that a rule may name. The others are never passed on. */
export const ruleMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export type Rule = {
  methods: ReadonlySet<string>
  pattern: readonly Segment[]
  /** Null needs none: any key that may be used now, any session. */
  permission: string | null
  /** Nor any key: nobody is asked who they are. */
  isPublic: boolean
}

/**
 * The rule for a request, of rules in the order of `bySpecificity`: the most specific of those that name its method
 * and cover its path.
 * @param path as it was sent, already found to be in one form (`checkTarget`)
 * @returns null when no rule names it
 */
export function matchRule(rules: readonly Rule[], method: string, path: string): Rule | null {
  const segments = path.startsWith('/') ? segmentsOf(path) : null
  if (!segments) return null
  return rules.find((rule) => rule.methods.has(method) && covers(rule.pattern, segments)) ?? null
}
