/** A transport did not take a message. `reason` is a short word for the log and the row, never message text. */
export class DeliveryError extends Error {
  constructor(
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`not delivered: ${reason}`, options)
    this.name = 'DeliveryError'
  }
}
