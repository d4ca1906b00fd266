import { createServer } from 'node:http'

/** A remote system that says yes to everything and remembers who called. */
export type StandIn = {
  url: string
  /** Calls by idempotency key. */
  calls: ReadonlyMap<string, number>
  /** Tells the path of each call the moment it arrives. */
  onCall(hear: (path: string) => void): void
  stop(): Promise<void>
}

/** Starts it in this process. */
export async function startStandIn(): Promise<StandIn> {
  const calls = new Map<string, number>()
  let hear: ((path: string) => void) | undefined
  const server = createServer((request, response) => {
    hear?.(request.url ?? '')
    const key = String(request.headers['idempotency-key'])
    calls.set(key, (calls.get(key) ?? 0) + 1)
    request.resume()
    request.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"ok":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    onCall: (listener) => void (hear = listener),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
