import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemView } from './problem.tsx'
import { Loading } from './states.tsx'

/** What a reading found; meanwhile its shape, and what to do when it failed. */
export function Found<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}) {
  if (query.isPending) return <Loading rows={3} height={56} />
  if (query.isError) return <ProblemView error={query.error} again={() => void query.refetch()} />
  return children(query.data)
}
