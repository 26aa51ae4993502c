/** Begins `work` so many times at once and waits for all. */
export function inParallel<T>(times: number, work: (number: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, number) => work(number)))
}
