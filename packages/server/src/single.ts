/** A piece of work that never runs twice at once in this process; `idle` waits for the run there is. */
export type Single = (() => Promise<void>) & { idle(): Promise<void> }

/** One at a time: who asks while it runs gets that run. Faults are told, not thrown. */
export function single(work: () => Promise<void>, onError: (error: unknown) => void): Single {
  let running: Promise<void> | undefined
  const start = (): Promise<void> =>
    (running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined
      }))
  return Object.assign(start, { idle: async () => running })
}
