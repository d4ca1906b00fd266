import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What stands in the address after `?`: plain texts, so that links stay short and readable. */
export type Search = Readonly<Record<string, string | undefined>>

/** What the address says after `?`, and how to change it; `undefined` takes a key away. A link keeps all of it. */
export function useAddress(): [Search, (change: Search) => void] {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (next: Search) => {
      void navigate({
        to: '.',
        search: (before: Search) => ({ ...before, ...next }),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}
