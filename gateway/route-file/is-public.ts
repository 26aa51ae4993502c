import { checkTarget } from '@/lib/signing/check-target'
import { SigningRefusal } from '@/lib/signing/refusal'
import type { RequestFacts } from '@/lib/signing/request'
import { matchRule } from './match-rule'
import { routeRules } from './route-rules'

/**
 * Whether a request needs no key by the route file. Never one whose target servers read in different ways: what is
 * public here might be another's order there.
 */
export function isPublic(facts: RequestFacts): boolean {
  if (!matchRule(routeRules(), facts.method, facts.path)?.isPublic) return false
  try {
    checkTarget(facts)
    return true
  } catch (error) {
    if (error instanceof SigningRefusal) return false
    throw error
  }
}
