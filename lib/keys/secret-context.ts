/** What a sealed secret is bound to: moved to another key or customer, it does not open. */
export function secretContext(keyId: string, customerId: string): string {
  return `hmac-secret:${keyId}:${customerId}`
}
