/** One measured stretch of one side. */
export type Sample = { count: number; cpuSeconds: number }

/**
 * Measures several sides in turn, round after round, so that a machine that gets slower gets slower for all of
 * them. The first round warms up and does not count.
 * @returns per side, its count per CPU-second in every round that counts
 */
export async function alternate<Side extends string>(
  sides: Record<Side, () => Promise<Sample>>,
  rounds: number,
  say: (line: string) => void,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[]
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const { count, cpuSeconds } = await sides[name]()
      const rate = count / cpuSeconds
      if (round > 0) rates[name].push(rate)
      say(`  ${round === 0 ? 'warm-up' : `round ${round}`}, ${name}: ${rate.toFixed(0)} per CPU-second`)
    }
  }
  return rates
}
