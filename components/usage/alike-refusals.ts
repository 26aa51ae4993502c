/**
 * Parts refusals where one reads differently from the one before: of a burst, the sentences stand once.
 * @param sentenceOf what is said of it
 */
export function alikeRefusals<Refusal extends { address: string }>(
  refusals: Refusal[],
  sentenceOf: (refusal: Refusal) => string,
): [Refusal, ...Refusal[]][] {
  const groups: [Refusal, ...Refusal[]][] = []
  for (const refusal of refusals) {
    const group = groups.at(-1)
    const isAlike =
      group && group[0].address === refusal.address && sentenceOf(group[0]) === sentenceOf(refusal)
    if (isAlike) group.push(refusal)
    else groups.push([refusal])
  }
  return groups
}
