import { Random } from './random'

/** One customer in so many is a firm with many keys and a long record. */
const firmsEvery = 500

export function isFirm(number: number): boolean {
  return number % firmsEvery === 0
}

/**
 * How many keys each customer gets: a third none, most a few, a firm several hundred; as many as wanted in all.
 * @returns per customer, by their number
 */
export function keyShares(seed: number, customers: number, keys: number): number[] {
  const random = new Random(`${seed} shares`)
  const weights = Array.from({ length: customers }, (_, number) => weightOf(random, number))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return weights.map((weight) => {
    const [from, to] = [before, before + weight]
    before = to
    return Math.round((to / all) * keys) - Math.round((from / all) * keys)
  })
}

function weightOf(random: Random, number: number): number {
  const [none, tail] = [random.chance(0.33), random.fraction()]
  if (isFirm(number)) return 40
  return none ? 0 : Math.min(6, (1 - tail) ** -0.5)
}
