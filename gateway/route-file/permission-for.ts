import { matchRule } from './match-rule'
import { routeRules } from './route-rules'

/** What a request needs that no rule names: a permission that there is not, so that no key has it. */
export const unnamedRoute = 'route.unnamed'

/** The permission that a request needs by the route file; null when its rule asks for none. */
export function permissionFor({ method, path }: { method: string; path: string }): string | null {
  const rule = matchRule(routeRules(), method, path)
  return rule ? rule.permission : unnamedRoute
}
