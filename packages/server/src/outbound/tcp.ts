import type { Tcp } from '@pao/connectors'
import { openSocket } from './connect.ts'
import { boundedBy, failureUnder } from './deadline.ts'
import type { Egress, Resolve } from './egress.ts'
import { systemResolve } from './egress.ts'

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
    async probe({ host, port, signal, ...call }) {
      const bound = boundedBy(signal, call.timeoutMs ?? timeoutMs)
      try {
        const door = { egress, resolve }
        const socket = await openSocket(door, { host, port, policy: 'tcp' }, bound.whole)
        socket.destroy()
      } catch (error) {
        throw failureUnder(bound, error, false)
      }
    },
  }
}
