/** What a decision takes can't be looked up now. Answered with 503, never with a guess. */
export class UnavailableError extends Error {
  readonly statusCode = 503

  constructor(cause: unknown) {
    super('what a decision takes can not be looked up', { cause })
    this.name = 'UnavailableError'
  }
}
