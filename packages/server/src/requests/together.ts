import { isUnavailable } from '#store/db.ts'

export type Writing<T, R> = {
  /** Writes the whole set or nothing of it, and resolves after the commit with what is to be told of each. */
  write(set: readonly T[]): Promise<readonly R[]>
  /** Most items of one set. */
  most: number
  /** Sets under way at once. */
  lanes: number
}

type Waiting<T, R> = {
  item: T
  resolve(told: R | undefined): void
  reject(error: unknown): void
}

/**
 * Writes an item that comes alone at once, and those that come while others are being written as one
 * set: they share its round trip and its flush. Resolves after the item's own commit, with what `write`
 * tells of it. A set that is refused is tried again one by one, so that a bad item fails alone; when the database went away
 * nobody knows whether the set was kept, so all of it fails.
 */
export function together<T, R>({
  write,
  most,
  lanes,
}: Writing<T, R>): (item: T) => Promise<R | undefined> {
  const waiting: Waiting<T, R>[] = []
  let busy = 0
  const settle = async (set: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const told = await write(set.map(({ item }) => item))
      for (const [index, { resolve }] of set.entries()) resolve(told[index])
    } catch (error) {
      if (set.length > 1 && !isUnavailable(error))
        await Promise.all(set.map((one) => settle([one])))
      else for (const { reject } of set) reject(error)
    }
  }
  const drain = async (): Promise<void> => {
    busy += 1
    while (waiting.length > 0) await settle(waiting.splice(0, most))
    busy -= 1
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (busy < lanes) void drain()
    })
}
