/** What a sealed national ID belongs to: it can't be moved to another customer's row. */
export function sealContext(customerId: string): string {
  return `national-id:${customerId}`
}
