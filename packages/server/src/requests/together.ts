import { isUnavailable } from '#store/db.ts'

export type Writing<T> = {
  /** Writes the whole set or nothing of it, and resolves after the commit. */
  write(set: readonly T[]): Promise<void>
  /** Most items of one set. */
  most: number
  /** Sets under way at once. */
  lanes: number
}

type Waiting<T> = { item: T; resolve(): void; reject(error: unknown): void }

/**
 * Writes an item that comes alone at once, and those that come while others are being written as one
 * set: they share its round trip and its flush. Resolves after the item's own commit. A set that is
 * refused is tried again one by one, so that a bad item fails alone; when the database went away
 * nobody knows whether the set was kept, so all of it fails.
 */
export function together<T>({ write, most, lanes }: Writing<T>): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = []
  let busy = 0
  const settle = async (set: readonly Waiting<T>[]): Promise<void> => {
    try {
      await write(set.map(({ item }) => item))
      for (const { resolve } of set) resolve()
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
