import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { type Rule, ruleMethods } from './match-rule'
import { bySpecificity, readPattern } from './path-pattern'

/** What a rule names as its permission when any key will do. Not the empty value, which is easily left by mistake. */
const noPermission = 'none'
/** The same when none is needed. */
const publicRoute = 'public'

/** A rule with where it stands, for sentences. */
type Placed = Rule & { line: number }

/** A route file that can't be used; the message has one sentence a line, each with the line of the file. */
export class RouteFileError extends Error {
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'RouteFileError'
  }
}

/**
 * Reads a route file and checks all of it.
 * @param permissions what the policy has: rules may name these and no others
 * @returns its rules, the most specific first
 * @throws RouteFileError naming everything that is wrong, with its line and rule
 */
export function readRules(text: string, permissions: readonly string[]): Rule[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problems = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`,
  )
  if (problems.length > 0) throw new RouteFileError(problems)
  const root = document.contents
  const list = isMap(root) ? root.get('routes', true) : undefined
  if (!isMap(root) || !isSeq(list) || root.items.length !== 1)
    throw new RouteFileError(['line 1: the file must hold "routes:" with a list of rules, and nothing else'])
  if (list.items.length === 0) throw new RouteFileError(['line 1: there must be at least one rule'])

  const rules: Placed[] = []
  for (const [at, item] of list.items.entries()) {
    const line = lines.linePos((item as { range?: number[] }).range?.[0] ?? 0).line
    const say = (problem: string) => problems.push(`line ${line}, rule ${at + 1}: ${problem}`)
    const rule = isMap(item)
      ? readRule(item, permissions, say)
      : void say('must have path, methods and permission')
    if (!rule) continue
    const twin = rules.find((other) => isSame(other, rule))
    if (twin) say(`covers the same requests as the rule of line ${twin.line}`)
    rules.push({ ...rule, line })
  }
  if (problems.length > 0) throw new RouteFileError(problems)
  return rules
    .sort((one, other) => bySpecificity(one.pattern, other.pattern))
    .map(({ line: _, ...rule }) => rule)
}

function readRule(
  map: YAMLMap,
  permissions: readonly string[],
  say: (problem: string) => void,
): Rule | undefined {
  const known = ['path', 'methods', 'permission']
  const names = map.items.map(({ key }: Pair) => String(key))
  const [unknown] = names.filter((name) => !known.includes(name))
  if (unknown !== undefined) return void say(`has "${unknown}", which is none of ${known.join(', ')}`)
  const missing = known.filter((name) => !names.includes(name))
  if (missing.length > 0) return void say(`lacks ${missing.join(' and ')}`)

  const pattern = readPattern(String(map.get('path') ?? ''))
  if (typeof pattern === 'string') return void say(`its path ${pattern}`)
  const methods = readMethods(map.get('methods', true))
  if (typeof methods === 'string') return void say(methods)
  const permission = String(map.get('permission') ?? '')
  const isPublic = permission === publicRoute
  if (isPublic || permission === noPermission) return { pattern, methods, permission: null, isPublic }
  if (!permissions.includes(permission))
    return void say(
      `names the permission "${permission}", but the policy has ${permissions.join(', ')}; "${noPermission}" asks for none, "${publicRoute}" for no key either`,
    )
  return { pattern, methods, permission, isPublic }
}

function readMethods(value: unknown): ReadonlySet<string> | string {
  const written = isSeq(value) ? value.toJSON() : isScalar(value) ? [value.value] : []
  const methods = new Set<string>(written.map(String))
  const [unknown] = [...methods].filter((method) => !ruleMethods.some((known) => known === method))
  if (unknown !== undefined)
    return `names the method "${unknown}", which is none of ${ruleMethods.join(', ')}`
  if (methods.size === 0) return `its methods must be a list of ${ruleMethods.join(', ')}`
  // RFC 9110 section 9.3.2: HEAD asks for what GET would say of itself.
  if (methods.has('GET')) methods.add('HEAD')
  return methods
}

function isSame(one: Rule, other: Rule): boolean {
  const shared = [...one.methods].some((method) => other.methods.has(method))
  return shared && bySpecificity(one.pattern, other.pattern) === 0
}
