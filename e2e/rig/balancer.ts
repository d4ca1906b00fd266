import {
  Agent,
  createServer,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** What stands before the replicas, as an ingress does: it sends each call to one that takes calls. */
export type Balancer = {
  url: string
  add(origin: string): void
  /** No further call goes there; those under way are answered. */
  remove(origin: string): void
  close(): Promise<void>
}

/** Starts one with no replica behind it. A call that could not be handed on is answered with 502. */
export async function startBalancer(): Promise<Balancer> {
  const behind: string[] = []
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const next = (): URL | undefined => {
    const origin = behind[(turn += 1) % Math.max(1, behind.length)]
    return origin === undefined ? undefined : new URL(origin)
  }
  const server = createServer((call, answer) => handOn({ agent, to: next() }, call, answer))
  const lines = new Set<Duplex>()
  server.on('upgrade', (call: IncomingMessage, line: Duplex, head: Buffer) => {
    lines.add(line)
    line.once('close', () => lines.delete(line))
    join(next(), { call, line, head })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    add: (origin) => void behind.push(origin),
    remove(origin) {
      const at = behind.indexOf(origin)
      if (at >= 0) behind.splice(at, 1)
    },
    async close() {
      agent.destroy()
      for (const line of lines) line.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Way = { agent: Agent; to: URL | undefined }

function handOn({ agent, to }: Way, call: IncomingMessage, answer: ServerResponse): void {
  const fail = (): void => {
    if (!answer.headersSent) answer.writeHead(502)
    answer.end()
  }
  if (!to) return fail()
  const { method, url: path, headers } = call
  const { hostname: host, port } = to
  const onward = send({ agent, host, port, method, path, headers }, (from) => {
    answer.writeHead(from.statusCode ?? 502, from.headers)
    from.pipe(answer)
    from.once('error', fail)
  })
  onward.once('error', fail)
  call.pipe(onward)
}

type Upgrade = { call: IncomingMessage; line: Duplex; head: Buffer }

/** The line itself is joined to the replica's, byte by byte. */
function join(to: URL | undefined, { call, line, head }: Upgrade): void {
  if (!to) return void line.destroy()
  const onward = connect(Number(to.port), to.hostname, () => {
    const names: string[] = []
    for (let n = 0; n < call.rawHeaders.length; n += 2)
      names.push(`${call.rawHeaders[n]}: ${call.rawHeaders[n + 1]}`)
    onward.write(`${call.method} ${call.url} HTTP/1.1\r\n${names.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    line.pipe(onward).pipe(line)
  })
  const end = (): void => {
    onward.destroy()
    line.destroy()
  }
  for (const one of [onward, line]) {
    one.once('error', end)
    one.once('close', end)
  }
}
