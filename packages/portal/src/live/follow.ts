import { StreamFailure, streamEvents } from '@pao/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

/** How news of a request come in: by the stream, by asking, or not at all because it has ended. */
export type Liveness = 'live' | 'polling' | 'ended'

/** Milliseconds in which events that come together lead to one reading. */
const gatherMs = 150
/** Between readings where no stream gets through, milliseconds. */
const pollMs = 4_000

/**
 * Keeps everything known of a request fresh while it moves. The stream is taken up again after the last event
 * seen; where it does not get through (a proxy that holds it back), the request is read every few seconds.
 */
export function useFollow(id: string, seq: number | undefined, isEnded: boolean): Liveness {
  const client = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('live')
  const isKnown = seq !== undefined
  // Where the stream begins; it moves with every event, which is no reason to begin anew.
  const begin = useRef(seq)
  begin.current = seq
  useEffect(() => {
    const after = begin.current
    if (!isKnown || isEnded || after === undefined) return
    const control = new AbortController()
    const { signal } = control
    const read = gathered(() => client.invalidateQueries({ queryKey: ['request', id] }), signal)
    setLiveness('live')
    void (async () => {
      try {
        const access = { url: location.origin }
        for await (const _ of streamEvents(access, id, { after, signal, pause, patience: 4 }))
          read()
        read()
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof StreamFailure)) throw error
        setLiveness('polling')
        poll(read, signal)
      }
    })()
    return () => control.abort()
  }, [id, isKnown, isEnded, client])
  return isEnded ? 'ended' : liveness
}

function poll(read: () => void, signal: AbortSignal): void {
  const timer = setInterval(read, pollMs)
  signal.addEventListener('abort', () => clearInterval(timer))
}

/** Calls that come together become one, a moment after the first. */
function gathered(act: () => unknown, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (!signal.aborted) act()
    }, gatherMs)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
