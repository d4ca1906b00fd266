import { bookOf, type NamedPrices, type PriceBook, type PriceFile } from '@pao/core/governance'

/** Where prices come from; each gives the same list until it changes. */
export type PriceSources = {
  catalog: () => readonly NamedPrices[]
  folder: () => readonly PriceFile[]
}

/** All prices as one book, the same until one of the sources changed. The operator's folder goes last, so it wins. */
export function bookKeeper({ catalog, folder }: PriceSources): () => PriceBook {
  let last:
    | { named: readonly NamedPrices[]; own: readonly PriceFile[]; book: PriceBook }
    | undefined
  return () => {
    const [named, own] = [catalog(), folder()]
    if (last?.named === named && last.own === own) return last.book
    const book = bookOf([...named.map(({ content }) => content), ...own])
    last = { named, own, book }
    return book
  }
}
