import { Agent, request } from 'node:http'
import type { BadInput } from './bad-inputs.ts'

export type Answered = { status: number; body: string; ms: number }

/** One agent for all calls of a run; `close` ends its connections. */
export function openSender(url: string): {
  send(input: BadInput): Promise<Answered>
  close(): void
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return { send: (input) => send(url, agent, input), close: () => agent.destroy() }
}

/** Milliseconds after which an answer counts as none. */
const patienceMs = 20_000

/** Over the wire as it is written: nothing is normalised. Status 0 = the connection broke without an answer. */
function send(base: string, agent: Agent, input: BadInput): Promise<Answered> {
  const { hostname, port } = new URL(base)
  const { method, headers, body, url: path } = input
  const started = performance.now()
  return new Promise((resolve) => {
    const end = (status: number, text: string) =>
      resolve({ status, body: text, ms: performance.now() - started })
    const length = body ? { 'content-length': String(body.length) } : {}
    const call = request(
      {
        hostname,
        port,
        path,
        method,
        agent,
        headers: { ...headers, ...length },
        timeout: patienceMs,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => end(answer.statusCode ?? 0, Buffer.concat(chunks).toString()))
        answer.on('error', () => end(answer.statusCode ?? 0, ''))
      },
    )
    call.on('timeout', () => call.destroy(new Error('no answer')))
    // A body that is too large is refused before it is read; the rest of it then meets a closed door.
    call.on('error', (error) =>
      end('code' in error && error.code === 'EPIPE' ? 413 : 0, String(error)),
    )
    call.end(body)
  })
}
