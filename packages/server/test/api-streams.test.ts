import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import type { ApiDeps } from '../src/api/deps.ts'
import { as, event, fakeDeps, noon, publicUrl, requestId, requestsFake } from './api-world.ts'
import { growingLog, listen, open, type Opened } from './stream-world.ts'

const read = async (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { ...as('dev'), accept: 'text/event-stream', ...headers } })

/** The TCP connection below, so that a test can stop reading. */
function lineOf(socket: WebSocket): Socket {
  return Reflect.get(socket, '_socket') as Socket
}

/** Ends the rights of whoever watches, by tenant and id. */
function endingsFake() {
  const watchers = new Map<() => void, string>()
  const watch: ApiDeps['identity']['endings']['watch'] = ({ tenant, id }, onEnd) => {
    watchers.set(onEnd, `${tenant} ${id}`)
    return () => void watchers.delete(onEnd)
  }
  return {
    deps: { identity: { ...fakeDeps().identity, endings: { watch } } },
    watched: () => watchers.size,
    end(name: string) {
      for (const [onEnd, who] of watchers) if (who === name) onEnd()
    },
  }
}

describe('a WebSocket', () => {
  it('tells everything once and in order, then closes with 1000', async () => {
    const log = growingLog({ seq: 4 })
    const { port } = await listen(log.calls)
    log.write({ currentAction: 'ticket' })
    log.write()

    const { frames, until, closed } = open(port)
    await until(2)
    log.write()
    log.write()

    expect(await closed).toBe(1000)
    expect(frames.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(frames[0]).toMatchObject({
      type: 'action_succeeded',
      at: new Date(noon + 1).toISOString(),
      state: 'in_progress',
      current_action: 'ticket',
      progress_percentage: 50,
    })
    expect(log.following()).toBe(0)
  })

  it('resumes without a gap however often it is cut', async () => {
    const log = growingLog({ seq: 60 })
    const { port } = await listen(log.calls)
    const seen: number[] = []

    let code = 0
    while (code !== 1000) {
      const { socket, frames, until, closed } = open(port, { query: `?after=${seen.length}` })
      for (let n = 0; n < 7 && seen.length + n < 60; n += 1) log.write()
      await Promise.race([until(5), closed])
      const taken = frames.map(({ seq }) => seq)
      socket.terminate()
      code = await Promise.race([closed, Promise.resolve(0)])
      seen.push(...taken)
      if (seen.at(-1) === 60) code = 1000
    }

    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
  })

  it('closes at once when the request ended and everything was seen', async () => {
    const log = growingLog({ seq: 1 })
    log.write()
    const { port } = await listen(log.calls)

    const { closed, frames } = open(port, { query: '?after=1' })

    expect(await closed).toBe(1000)
    expect(frames).toEqual([])
  })

  it.each<[string, Opened, number]>([
    ['no credentials', { protocols: [] }, 401],
    ['a wrong token', { protocols: ['pao.bearer.nobody'] }, 401],
    ['a token in the URL', { protocols: [], query: '?token=dev' }, 401],
    ['a token in the URL beside a good one', { query: '?token=dev' }, 400],
    ['a good token from a foreign page', { origin: 'https://evil.example' }, 403],
    [
      'a cookie from a foreign page',
      { protocols: [], cookie: 'pao_session=dev', origin: 'null' },
      403,
    ],
    ['a cookie and no origin', { protocols: [], cookie: 'pao_session=dev' }, 403],
    ['a request of others', { protocols: ['pao.bearer.audit'] }, 404],
    ['a place before the start', { query: '?after=-1' }, 400],
  ])('is refused before it opens with %s', async (_name, opened, status) => {
    const { port } = await listen(growingLog().calls)

    expect(await open(port, opened).closed).toBe(status)
  })

  it.each<[string, Opened, string]>([
    ['a token', { protocols: ['pao.bearer.dev'] }, 'pao.bearer.dev'],
    ['a token and a version', { protocols: ['pao.v1', 'pao.bearer.dev'] }, 'pao.v1'],
    ['a ticket', { protocols: ['pao.v1', 'pao.ticket.dev'] }, 'pao.v1'],
    ['a cookie from our page', { protocols: [], cookie: 'pao_session=dev', origin: publicUrl }, ''],
  ])('opens with %s', async (_name, opened, protocol) => {
    const log = growingLog({ seq: 1 })
    log.write()
    const { port } = await listen(log.calls)

    const { socket, closed, frames } = open(port, opened)

    expect(await closed).toBe(1000)
    expect(frames).toHaveLength(1)
    expect(socket.protocol).toBe(protocol)
  })

  it('lets nobody send much', async () => {
    const { port } = await listen(growingLog().calls)
    const large = open(port)
    const chatty = open(port)
    for (const { socket } of [large, chatty])
      await new Promise((resolve) => socket.on('open', resolve))

    large.socket.send('x'.repeat(1_048_576))
    for (let n = 0; n < 200; n += 1) chatty.socket.send('hi')

    expect(await large.closed).toBe(1009)
    expect(await chatty.closed).toBe(1008)
  })

  it('cuts a watcher that does not answer pings', async () => {
    const log = growingLog()
    const { port } = await listen(log.calls, { pingMs: 50 })
    log.write()
    const { socket, until } = open(port)
    await until(1)

    lineOf(socket).pause()
    while (log.following() > 0) await new Promise((resolve) => setImmediate(resolve))

    expect(log.following()).toBe(0)
    socket.terminate()
  })

  it('shows the attempt with its log lines on the logs stream', async () => {
    const log = growingLog({ seq: 1 })
    log.write({ event: { type: 'action_succeeded', action: 'ticket', fence: 2, outputs: {} } })
    const attempt = { action: 'ticket', entry: 'execute', attempt: 1, generation: 0, worker: 'w1' }
    const { port } = await listen({
      ...log.calls,
      logs: async () =>
        [1, 2].map((fence) => ({
          ...attempt,
          fence,
          startedAt: noon,
          endedAt: noon,
          outcome: 'succeeded',
          input: {},
          outputs: {},
          error: null,
          httpStatus: 201,
          ref: null,
          log: [{ text: `try ${fence}` }],
        })),
    })

    const { closed, frames } = open(port, { path: 'logs' })
    await closed

    expect(frames).toMatchObject([
      { seq: 1, attempt: { fence: 2, http_status: 201, log: [{ text: 'try 2' }] } },
    ])
  })

  it('is closed when the rights of its watcher end (A75)', async () => {
    const log = growingLog()
    const endings = endingsFake()
    const { port } = await listen(log.calls, {}, endings.deps)
    log.write()
    const { until, closed } = open(port)
    await until(1)

    endings.end('default dev')

    expect(await closed).toBe(1008)
    await expect.poll(endings.watched).toBe(0)
  })

  it('ends when the server stops', async () => {
    const log = growingLog()
    log.write()
    const { app, port } = await listen(log.calls)
    const { until, closed } = open(port)
    await until(1)

    await app.close()

    expect(await closed).toBe(1001)
    expect(log.following()).toBe(0)
  })
})

describe('a slow watcher', () => {
  it('is closed with 1013 after a limited amount waits for it', async () => {
    let made = 0
    const stopped = Promise.withResolvers<void>()
    const requests = requestsFake({
      async *follow(_principal, { signal }) {
        try {
          while (!signal.aborted) {
            made += 1
            yield event(made, { actor: 'x'.repeat(60_000) })
          }
        } finally {
          stopped.resolve()
        }
      },
    })
    const { port } = await listen(requests, { patienceMs: 300 })
    const { socket, until, closed } = open(port)
    await until(1)
    const line = lineOf(socket)

    line.pause()
    await stopped.promise
    const madeWhenStopped = made
    line.resume()

    expect(await closed).toBe(1013)
    expect(made).toBe(madeWhenStopped)
    // What a machine's own buffers take is not ours to limit; 20 MB is far beyond them.
    expect(made).toBeLessThan(350)
  })
})

describe('server-sent events', () => {
  it('come once, in order, and end', async () => {
    const log = growingLog({ seq: 3 })
    log.write()
    log.write()
    const { http } = await listen(log.calls)

    const answer = await read(http)
    log.write()
    const text = await answer.text()

    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('x-request-id')).toBe('id-1-1')
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq))).toEqual([1, 2, 3])
    expect(text.trimEnd().endsWith('event: end\ndata: {}')).toBe(true)
    expect(log.following()).toBe(0)
  })

  it.each<[string, string, Record<string, string>]>([
    ['after', '?after=2', {}],
    ['Last-Event-ID', '?after=1', { 'last-event-id': '2' }],
    ['the query of a page without headers', '?stream=1&after=2', { accept: '*/*' }],
  ])('go on where %s says', async (_name, query, headers) => {
    const log = growingLog({ seq: 3 })
    for (let n = 0; n < 3; n += 1) log.write()
    const { http } = await listen(log.calls)

    const text = await (await read(`${http}${query}`, headers)).text()

    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => seq)).toEqual(['3'])
  })

  it('are refused like everything else', async () => {
    const { http } = await listen(growingLog().calls)
    const nobody = await fetch(http, { headers: { accept: 'text/event-stream' } })
    const foreign = await read(http, as('audit'))
    const odd = await read(http, { 'last-event-id': 'x' })

    expect([nobody.status, foreign.status, odd.status]).toEqual([401, 404, 400])
  })

  it('stop following when the reader leaves', async () => {
    const log = growingLog()
    log.write()
    const { port } = await listen(log.calls)
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `GET /api/v1/requests/${requestId}/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer dev\r\naccept: text/event-stream\r\n\r\n`,
    )
    await new Promise((resolve) => socket.once('data', resolve))
    while (log.following() === 0) await new Promise((resolve) => setImmediate(resolve))

    socket.destroy()
    while (log.following() > 0) await new Promise((resolve) => setImmediate(resolve))

    expect(log.following()).toBe(0)
  })

  it('end when the rights of their reader end (A75)', async () => {
    const log = growingLog()
    const endings = endingsFake()
    const { http } = await listen(log.calls, {}, endings.deps)
    log.write()
    const text = (await read(http)).text()
    await expect.poll(endings.watched).toBe(1)

    endings.end('default dev')

    expect(await text).toContain('id: 1')
    expect(await text).not.toContain('event: end')
    expect(endings.watched()).toBe(0)
  })

  it('end when the server stops', async () => {
    const log = growingLog()
    log.write()
    const { app, http } = await listen(log.calls)
    const answer = await read(http)

    const [text] = await Promise.all([answer.text(), app.close()])

    expect(text).toContain('id: 1')
    expect(text).not.toContain('event: end')
  })
})
