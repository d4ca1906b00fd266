import type { Call, Reply } from '@pao/fakes'
import { heedless } from './items.ts'

/** What stands around each call of the REST stand-in. */
export type Around = (call: Call, act: () => Reply) => Reply | Promise<Reply>

/** A call that came to the stand-in; `to` = when it was done with, unset while it is under way. */
export type Calling = { step: string; request: string; caller: string; from: number; to?: number }

/** Who calls, as the catalog's items say in a header. */
export function callerOf(call: Call): string {
  return call.headers['x-replica'] ?? ''
}

/** Which request a call is made for, as its key says. */
export function requestOf(call: Call): string {
  return (call.headers['idempotency-key'] ?? '').split('/')[0] ?? ''
}

/** Keeps a record of the calls that `around` stands around, and lets heedless steps forget their key. */
export function watchCalls(around: Around): {
  calls: readonly Calling[]
  watched: (call: Call, act: (as?: Call) => Reply) => Promise<Reply>
} {
  const calls: Calling[] = []
  return {
    calls,
    async watched(call, act) {
      const step = call.path.split('/')[2] ?? ''
      const calling: Calling = {
        step,
        request: requestOf(call),
        caller: callerOf(call),
        from: Date.now(),
      }
      calls.push(calling)
      const heeding = (): Reply => act(heedless.includes(step) ? withoutKey(call) : call)
      try {
        return await around(call, heeding)
      } finally {
        calling.to = Date.now()
      }
    },
  }
}

function withoutKey(call: Call): Call {
  const { 'idempotency-key': _key, ...headers } = call.headers
  return { ...call, headers }
}
