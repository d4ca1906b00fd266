import { SocketFailure, streamSocket } from '@pao/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { newsQuery } from '../api/queries.ts'
import { pause } from './timing.ts'

/** Milliseconds between looks where no socket gets through. */
const lookMs = 15_000

/**
 * Keeps the counters of news, approvals and tasks fresh: told over a socket when something is new, asked for where none gets
 * through. The answer is how often to ask, for the reading of news.
 */
export function useNewsFeed(): number | false {
  const client = useQueryClient()
  const [isTold, setTold] = useState(true)
  useEffect(() => {
    const control = new AbortController()
    void (async () => {
      try {
        const options = { signal: control.signal, pause }
        for await (const { unread } of streamSocket(
          location.origin,
          '/api/v1/ws/notifications',
          options,
        )) {
          if (typeof unread === 'number')
            client.setQueryData(newsQuery.queryKey, (known) => known && { ...known, unread })
          void client.invalidateQueries({ queryKey: newsQuery.queryKey })
          void client.invalidateQueries({ queryKey: ['approvals'] })
          void client.invalidateQueries({ queryKey: ['tasks'] })
        }
      } catch (error) {
        if (!(error instanceof SocketFailure)) throw error
      }
      if (!control.signal.aborted) setTold(false)
    })()
    return () => control.abort()
  }, [client])
  return isTold ? false : lookMs
}
