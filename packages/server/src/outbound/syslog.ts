import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'
import { type DoorDeps, openSocket, trusting } from './connect.ts'
import { within } from './deadline.ts'
import { systemResolve } from './egress.ts'

export type Syslog = {
  /**
   * Hands messages over one connection and waits until the other side has taken leave: whatever it had not read by then
   * fails. Rejects with TransportFailure.
   */
  send(to: SyslogPlace, messages: readonly string[], signal: AbortSignal): Promise<void>
}

export type SyslogPlace = { host: string; port: number; tls: boolean }

export type SyslogDeps = Omit<DoorDeps, 'resolve' | 'proxy'> &
  Partial<Pick<DoorDeps, 'resolve'>> & {
    /** Milliseconds for one batch. */
    timeoutMs: number
  }

/** Messages by TCP with their lengths before them (RFC 6587, 3.4.1), by TLS as in RFC 5425. */
export function createSyslog({ timeoutMs, resolve = systemResolve, ...door }: SyslogDeps): Syslog {
  return {
    send: ({ host, port, tls }, messages, signal) =>
      within({ signal, timeoutMs, sent: true }, async (whole) => {
        const deps = { ...door, resolve }
        const plain = await openSocket(deps, { host, port, policy: 'tcp' }, whole)
        plain.on('error', () => undefined)
        const stop = (): void => void plain.destroy(new Error('The call was called off'))
        whole.addEventListener('abort', stop, { once: true })
        try {
          const socket = tls ? await secured(plain, host, door) : plain
          await handOver(socket, messages)
        } finally {
          whole.removeEventListener('abort', stop)
          plain.destroy()
        }
      }),
  }
}

async function secured(
  socket: Socket,
  host: string,
  { authorities, minVersion }: Pick<DoorDeps, 'authorities' | 'minVersion'>,
): Promise<Socket> {
  const opened = connect({
    socket,
    servername: host,
    rejectUnauthorized: true,
    ...trusting(authorities),
    ...(minVersion && { minVersion }),
  })
  await once(opened, 'secureConnect')
  return opened
}

async function handOver(socket: Socket, messages: readonly string[]): Promise<void> {
  // A receiver answers nothing, but its end is heard only by who reads.
  socket.resume()
  const closed = once(socket, 'close')
  // It may break before anybody waits for its end.
  closed.catch(() => undefined)
  for (const message of messages) {
    const bytes = Buffer.from(message, 'utf8')
    if (!socket.write(Buffer.concat([Buffer.from(`${bytes.length} `), bytes])))
      await Promise.race([once(socket, 'drain'), closed.then(refuse)])
  }
  socket.end()
  await closed
}

function refuse(): never {
  throw new Error('The receiver closed the connection before it had everything')
}
