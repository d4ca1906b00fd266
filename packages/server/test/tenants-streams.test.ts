import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Service } from '../src/compose.ts'
import { freePort } from './operate-world.ts'
import { open } from './stream-world.ts'
import { openTenantsWorld, startWith, type TenantsWorld } from './tenants-world.ts'

let world: TenantsWorld
let other: Service
let ports: readonly number[]
beforeAll(async () => {
  world = await openTenantsWorld()
  const port = await freePort()
  other = await startWith({ ...world.environment, PAO_PORT: String(port), PAO_ROLES: 'api' })
  ports = [Number(world.environment['PAO_PORT']), port]
})
afterAll(() => world.close())

/** Longest that a process may serve a tenant that was suspended by another, in milliseconds. */
const promisedMs = 2_000

/** Far less than a connection is kept for another call. */
const stopWithinMs = 10_000

/** A request that waits, so that what watches it has no end of its own. */
async function held(who: string): Promise<string> {
  const { body } = await world.call(who, '/requests', {
    item: 'bucket',
    fields: { name: 'later' },
    not_before: new Date(Date.now() + 3_600_000).toISOString(),
  })
  return String(body['id'])
}

async function watch(port: number, { token, request }: { token: string; request: string }) {
  const protocols = [`pao.bearer.${token}`]
  const paths = [`/requests/${request}/status`, '/catalog/changes', '/notifications']
  const sockets = paths.map((path) => open(port, { protocols, path }))
  const opened = sockets.map(({ socket }) => new Promise((done) => socket.on('open', done)))
  const stream = await fetch(`http://127.0.0.1:${port}/api/v1/requests/${request}/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  })
  await Promise.all(opened)
  return {
    states: () => sockets.map(({ socket }) => socket.readyState),
    codes: Promise.all(sockets.map(({ closed }) => closed)),
    text: stream.text(),
  }
}

it('ends every stream of a suspended tenant on every replica within two seconds, and opens none', async () => {
  const [token, foreign] = [await world.tokenOf('globex/bob'), await world.tokenOf('acme/ann')]
  const [request, theirs] = [await held('globex/bob'), await held('acme/ann')]
  const tickets = await Promise.all(
    ports.map(() => world.call('globex/bob', '/ws/tickets', {}).then(({ body }) => body['ticket'])),
  )
  const own = await Promise.all(ports.map((port) => watch(port, { token, request })))
  const others = await Promise.all(
    ports.map((port) => watch(port, { token: foreign, request: theirs })),
  )

  const began = performance.now()
  await world.call('operator', '/tenants/globex/suspend', { reason: 'The contract ended' })
  const codes = await Promise.all(own.map((one) => one.codes))
  const texts = await Promise.all(own.map(({ text }) => text))
  const tookMs = performance.now() - began
  const again = await Promise.all(
    ports.flatMap((port, n) => [
      open(port, { protocols: [`pao.bearer.${token}`], path: '/notifications' }).closed,
      open(port, { protocols: [`pao.ticket.${String(tickets[n])}`], path: '/notifications' })
        .closed,
      fetch(`http://127.0.0.1:${port}/api/v1/requests/${request}/events?stream=1`, {
        headers: { authorization: `Bearer ${token}` },
      }).then(({ status }) => status),
    ]),
  )

  expect(codes).toEqual([
    [1008, 1008, 1008],
    [1008, 1008, 1008],
  ])
  expect(texts.map((text) => text.includes('"type":"submitted"'))).toEqual([true, true])
  expect(texts.join('')).not.toContain('event: end')
  expect(tookMs).toBeLessThan(promisedMs)
  expect(again).toEqual(Array.from({ length: 6 }, () => 403))
  expect(others.map((one) => one.states())).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ])

  const stopping = performance.now()
  await other.stop()
  expect((await others[1]?.codes)?.every((code) => code === 1001)).toBe(true)
  expect(await others[1]?.text).toContain('"type":"submitted"')
  expect(performance.now() - stopping).toBeLessThan(stopWithinMs)
})
