import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Reads again what is shown of a key, and resolves when that is done. A first reading that is under way may have been
 * answered before what is now told, and the library joins it instead of beginning anew: it is let come to its end, and
 * made again.
 */
export async function refresh(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const first = new Set(
    client.getQueryCache().findAll({
      queryKey,
      fetchStatus: 'fetching',
      predicate: ({ state }) => state.data === undefined,
    }),
  )
  await client.invalidateQueries({ queryKey })
  if (first.size > 0)
    await client.invalidateQueries({ queryKey, predicate: (query) => first.has(query) })
}
