import { SocketFailure, streamEvents, StreamFailure, streamSocket } from '@pao/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { refresh } from './refresh.ts'
import { gathered, pause, poll } from './timing.ts'

/** How news of a request come in: as they happen, by asking, or not at all because it has ended. */
export type Liveness = 'live' | 'polling' | 'ended'

/** Milliseconds in which events that come together lead to one reading. */
const gatherMs = 150
/** Between readings where no stream gets through, milliseconds. */
const pollMs = 4_000
/** Connections in a row that bring nothing before the next way is tried. */
const patience = { socket: 2, stream: 4 }

/** Where sockets are blocked they stay so: they are not tried again until the page is loaded anew. */
let socketsGetThrough = true

/**
 * Keeps everything known of a request fresh while it moves. Events come by a socket; where none gets through, by
 * server-sent events; where these are held back too, the request is read every few seconds. Each way begins after the
 * last event the one before has brought, so that there is no gap.
 */
export function useFollow(id: string, seq: number | undefined, isEnded: boolean): Liveness {
  const client = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('live')
  const isKnown = seq !== undefined
  // Where the stream begins; it moves with every event, which is no reason to begin anew.
  const begin = useRef(seq)
  begin.current = seq
  // What was told last may have come while a reading was under way that already showed the end.
  const followed = useRef<string>(undefined)
  useEffect(() => {
    if (isEnded && followed.current === id) void refresh(client, ['request', id])
    followed.current = isKnown && !isEnded ? id : undefined
  }, [id, isKnown, isEnded, client])
  useEffect(() => {
    const after = begin.current
    if (!isKnown || isEnded || after === undefined) return
    const control = new AbortController()
    const { signal } = control
    const read = gathered(
      async () => {
        void client.invalidateQueries({ queryKey: ['news'] })
        await refresh(client, ['request', id])
      },
      { ms: gatherMs, signal },
    )
    setLiveness('live')
    void (async () => {
      try {
        for await (const _ of eventsOf(id, after, signal)) read()
        read()
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof StreamFailure)) throw error
        setLiveness('polling')
        poll(read, { ms: pollMs, signal })
      }
    })()
    return () => control.abort()
  }, [id, isKnown, isEnded, client])
  return isEnded ? 'ended' : liveness
}

/** The events after a place, each once, by the first way that gets through. Throws StreamFailure when none does. */
async function* eventsOf(id: string, from: number, signal: AbortSignal): AsyncGenerator<number> {
  const url = location.origin
  let after = from
  if (socketsGetThrough)
    try {
      const path = `/api/v1/ws/requests/${encodeURIComponent(id)}/status`
      const options = { after, signal, pause, patience: patience.socket }
      for await (const { seq } of streamSocket(url, path, options)) {
        after = seq
        yield seq
      }
      return
    } catch (error) {
      if (!(error instanceof SocketFailure)) throw error
      socketsGetThrough = false
    }
  const options = { after, signal, pause, patience: patience.stream }
  for await (const { seq } of streamEvents({ url }, id, options)) yield seq
}
