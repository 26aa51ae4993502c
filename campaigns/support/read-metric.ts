/** What a gateway measures, by the measure's name in its metrics. @throws Error when it has no such measure */
export async function readMetric({ internal }: { internal: string }, name: string): Promise<number> {
  const text = await (await fetch(`${internal}/metrics`)).text()
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`the gateway does not measure ${name}`)
  return Number(value)
}
