/** The longest body that is taken, as exchanges have it. */
export const longestBodyBytes = 1_048_576

const defaultLimits = { allBytes: 64 * longestBodyBytes, addressBytes: 8 * longestBodyBytes }

/**
 * How much memory bodies may take that wait to be verified and passed on, all together and of one address: nobody
 * fills it alone.
 */
export class BodyRoom {
  private all = 0
  private readonly byAddress = new Map<string, number>()

  constructor(private readonly limits = defaultLimits) {}

  /** @returns false when there is no room now */
  take(address: string, bytes: number): boolean {
    const own = (this.byAddress.get(address) ?? 0) + bytes
    if (own > this.limits.addressBytes || this.all + bytes > this.limits.allBytes) return false
    this.all += bytes
    this.byAddress.set(address, own)
    return true
  }

  release(address: string, bytes: number): void {
    this.all -= bytes
    const own = (this.byAddress.get(address) ?? 0) - bytes
    if (own > 0) this.byAddress.set(address, own)
    else this.byAddress.delete(address)
  }
}
