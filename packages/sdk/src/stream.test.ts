import { describe, expect, it } from 'vitest'
import { StreamFailure, streamEvents } from './stream.ts'

const event = (seq: number) =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, type: 't', at: 'now' })}\n\n`
const end = 'event: end\ndata: {}\n\n'

type Script = string | number | Response | undefined

/** A server whose connections bring these texts, one after the other; `undefined` refuses to connect. */
function server(...connections: Script[]) {
  const asked: string[] = []
  const pauses: number[] = []
  const answer = (url: string): Promise<Response> => {
    asked.push(url)
    const next = connections.shift()
    if (next === undefined) return Promise.reject(new TypeError('fetch failed'))
    return Promise.resolve(
      next instanceof Response
        ? next
        : typeof next === 'number'
          ? new Response('', { status: next })
          : stream(next),
    )
  }
  return { asked, pauses, access: { url: 'http://pao', fetch: answer as typeof fetch } }
}

function stream(body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

/** A connection that brings these bytes chunk by chunk and then breaks as undici's do. */
function cut(...chunks: Uint8Array[]): Response {
  return stream(
    new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk) controller.enqueue(chunk)
        else controller.error(new TypeError('terminated'))
      },
    }),
  )
}

async function all(
  { access, pauses }: ReturnType<typeof server>,
  options: { after?: number; patience?: number } = {},
): Promise<number[]> {
  const seen: number[] = []
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms))
  for await (const { seq } of streamEvents(access, 'r1', { pause, patience: 4, ...options }))
    seen.push(seq)
  return seen
}

const placesAsked = (asked: readonly string[]) => asked.map((url) => url.split('after=')[1])

describe('streamEvents', () => {
  it('takes up a cut stream after the last event, each event once', async () => {
    const cutting = server(event(1) + event(2), event(2) + event(3), undefined, event(4) + end)

    const seen = await all(cutting)

    expect(seen).toEqual([1, 2, 3, 4])
    expect(placesAsked(cutting.asked)).toEqual(['0', '2', '3', '3'])
  })

  it('loses nothing when the connection breaks in the middle of an event', async () => {
    const bytes = new TextEncoder().encode(event(1) + event(2))
    const breaking = server(cut(bytes.slice(0, 7), bytes.slice(7, -9)), event(2) + end)

    const seen = await all(breaking)

    expect(seen).toEqual([1, 2])
    expect(placesAsked(breaking.asked)).toEqual(['0', '1'])
  })

  it('reads characters and line ends that chunks tear apart', async () => {
    const text = `data: {"seq":1,"type":"grün","at":"now"}\r\n\r\n${end.replaceAll('\n', '\r\n')}`
    const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte))
    const { access } = server(cut(...bytes))
    const types: string[] = []

    for await (const one of streamEvents(access, 'r1', { pause: () => Promise.resolve() }))
      types.push(one.type)

    expect(types).toEqual(['grün'])
  })

  it('starts after the given place', async () => {
    const one = server(event(7) + event(8) + end)

    const seen = await all(one, { after: 7 })

    expect(seen).toEqual([8])
    expect(placesAsked(one.asked)).toEqual(['7'])
  })

  it('stops at the end event, whatever comes behind it', async () => {
    const talking = server(event(1) + end + event(2), event(3))

    const seen = await all(talking)

    expect(seen).toEqual([1])
    expect(talking.asked).toHaveLength(1)
  })

  it('gives up on a server that stays away, after waiting longer each time', async () => {
    const away = server()

    await expect(all(away)).rejects.toThrow('stayed away')
    expect(away.asked).toHaveLength(4)
    expect(away.pauses).toEqual([250, 500, 1_000])
  })

  it('does not give up on a request that is silent for long while the server is there', async () => {
    const quiet = Array.from({ length: 20 }, () => ': still here\n\n')
    const patient = server(...quiet, event(1) + end)

    const seen = await all(patient, { patience: 2 })

    expect(seen).toEqual([1])
  })

  it('waits as long as an overloaded server asks, a minute at most', async () => {
    const busy = server(
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      new Response('', { status: 503, headers: { 'retry-after': '86400' } }),
      event(1) + end,
    )

    const seen = await all(busy)

    expect(seen).toEqual([1])
    expect(busy.pauses).toEqual([7_000, 60_000])
  })

  it('stops at a server that refuses, and says its status', async () => {
    const refusing = server(404, event(1) + end)

    const failure = await all(refusing).catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(StreamFailure)
    expect(failure).toMatchObject({ status: 404 })
    expect(refusing.asked).toHaveLength(1)
  })

  it('refuses an answer that is no event stream', async () => {
    const page = server(new Response('<html>', { headers: { 'content-type': 'text/html' } }))

    await expect(all(page)).rejects.toThrow('not an event stream')
  })

  it('ends quietly when the caller has enough, and lets the connection go', async () => {
    let released = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(event(1) + event(2))),
      cancel: () => void (released = true),
    })
    const { access, asked } = server(stream(body))
    const seen: number[] = []

    for await (const { seq } of streamEvents(access, 'r1', { pause: () => Promise.resolve() })) {
      seen.push(seq)
      break
    }

    expect(seen).toEqual([1])
    expect(released).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it('ends quietly when the signal aborts while nobody answers', async () => {
    const controller = new AbortController()
    const { access, asked } = server()
    const pause = () => Promise.resolve(controller.abort())
    const events = streamEvents(access, 'r1', { pause, signal: controller.signal })

    const first = await events.next()

    expect(first.done).toBe(true)
    expect(asked.length).toBeLessThanOrEqual(2)
  })
})
