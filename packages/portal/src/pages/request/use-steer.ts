import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask as call, newKey } from '../../api/client.ts'

/** What a person may wish of a request or one of its steps. */
export type Wish =
  | { kind: 'cancel' | 'retry' | 'rollback' }
  | { kind: 'retryFrom' | 'skip' | 'fail'; action: string; name: string }
  | { kind: 'complete'; action: string; name: string }
  | { kind: 'edit'; action: string; name: string }

export type Sent = { path: string; body: Readonly<Record<string, unknown>> }

/** Asking before something is done, doing it, and showing what became of it. */
export function useSteer(id: string) {
  const client = useQueryClient()
  const [wish, setWish] = useState<Wish>()
  const sending = useMutation({
    mutationFn: ({ path, body }: Sent) =>
      call('POST', `/requests/${encodeURIComponent(id)}/${path}`, body, newKey()),
    onSettled: () => client.invalidateQueries({ queryKey: ['request', id] }),
  })
  return {
    wish,
    ask: setWish,
    send: (sent: Sent) => {
      setWish(undefined)
      sending.mutate(sent)
    },
    isBusy: sending.isPending,
    error: sending.error,
  }
}

/** Where one action of a request is steered. */
export function pathOf(action: string): string {
  return `actions/${encodeURIComponent(action)}`
}
