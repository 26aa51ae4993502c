import { median } from './median'

/** How one side compares with another: the median over the rounds of their ratio in the same round. */
export function ratio(ours: number[], theirs: number[]): number {
  return median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)))
}
