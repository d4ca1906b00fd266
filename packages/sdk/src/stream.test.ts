import { describe, expect, it } from 'vitest'
import { streamEvents } from './stream.ts'

const event = (seq: number) =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, type: 't', at: 'now' })}\n\n`

/** A server whose connections bring these texts, one after the other; `undefined` refuses to connect. */
function server(...connections: (string | number | undefined)[]) {
  const asked: string[] = []
  const answer = (url: string): Promise<Response> => {
    asked.push(url)
    const next = connections.shift()
    if (next === undefined) return Promise.reject(new TypeError('fetch failed'))
    return Promise.resolve(
      typeof next === 'number' ? new Response('', { status: next }) : new Response(next),
    )
  }
  return { asked, access: { url: 'http://pao', fetch: answer as typeof fetch } }
}

async function all(access: Parameters<typeof streamEvents>[0]): Promise<number[]> {
  const seen: number[] = []
  const options = { pause: () => Promise.resolve(), patience: 4 }
  for await (const { seq } of streamEvents(access, 'r1', options)) seen.push(seq)
  return seen
}

describe('streamEvents', () => {
  it('takes up a cut stream after the last event, each event once', async () => {
    const { access, asked } = server(
      event(1) + event(2),
      event(2) + event(3),
      undefined,
      `${event(4)}event: end\ndata: {}\n\n`,
    )

    expect(await all(access)).toEqual([1, 2, 3, 4])
    expect(asked.map((url) => url.split('after=')[1])).toEqual(['0', '2', '3', '3'])
  })

  it('gives up on a server that stays away', async () => {
    const { access } = server()

    await expect(all(access)).rejects.toThrow('stayed away')
  })

  it('waits for a server that is overloaded and stops at one that refuses', async () => {
    const busy = server(503, `${event(1)}event: end\ndata: {}\n\n`)
    const refusing = server(404)

    expect(await all(busy.access)).toEqual([1])
    await expect(all(refusing.access)).rejects.toThrow('404')
  })
})
