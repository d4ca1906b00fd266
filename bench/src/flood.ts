import { Agent, request as send } from 'node:http'
import { benchKey } from './processes.ts'

/** One answered call: its status, its body, and how long the answer took. */
export type Sent = { status: number; body: string; ms: number }
export type Flooded = { sent: Sent[]; seconds: number }

type Headers = Readonly<Record<string, string>>
const withKey: Headers = { authorization: `Bearer ${benchKey}` }

/** Sends one order with the bench's key, or a call that proves itself by headers of its own. */
export function post(
  agent: Agent,
  url: string,
  body: string,
  headers: Headers = withKey,
): Promise<Sent> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const call = send(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('end', () => {
          const ms = performance.now() - started
          const text = Buffer.concat(parts).toString()
          resolve({ status: answer.statusCode ?? 0, body: text, ms })
        })
      },
    )
    call.once('error', reject)
    call.end(body)
  })
}

type Flooding = {
  url: string
  bodyOf(n: number): string
  headersOf?(body: string, n: number): Headers
  count: number
  atOnce: number
}

/** Keeps `atOnce` calls under way until all are sent. */
export async function flood({ url, bodyOf, headersOf, count, atOnce }: Flooding): Promise<Flooded> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const sent: Sent[] = []
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        const n = next++
        const body = bodyOf(n)
        sent.push(await post(agent, url, body, headersOf?.(body, n)))
      }
    }),
  )
  agent.destroy()
  return { sent, seconds: (performance.now() - started) / 1000 }
}
