import type { Tcp } from '@pao/connectors'
import { openSocket } from './connect.ts'
import { within } from './deadline.ts'
import type { Egress, Resolve } from './egress.ts'
import { systemResolve } from './egress.ts'

/** What the look at a port is built from. */
export type TcpDeps = {
  egress: Egress
  /** Milliseconds for a look that names no time of its own. */
  timeoutMs: number
  resolve?: Resolve
}

/**
 * Looks at ports: one connection to a checked address, closed at once, no byte sent. No circuit breaker stands
 * before it, because the look itself is what tells whether the target is well.
 */
export function createTcp({ egress, timeoutMs, resolve = systemResolve }: TcpDeps): Tcp {
  return {
    probe({ host, port, signal, ...call }) {
      const bound = { signal, timeoutMs: call.timeoutMs ?? timeoutMs, sent: false }
      return within(bound, async (whole) => {
        const socket = await openSocket({ egress, resolve }, { host, port, policy: 'tcp' }, whole)
        socket.destroy()
      })
    },
  }
}
