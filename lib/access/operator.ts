import type { Actor } from './actor'

/**
 * Who runs the installation: the portal itself at its first start, or a person at the terminal by their account's
 * name there; null where that has none.
 */
export type Operator = { actor: Actor; account: string | null }
