import { describe, expect, it } from 'vitest'
import {
  freePort,
  freshDataDir,
  pause,
  type Running,
  startServer,
  until,
} from './server-process.ts'

/** When the server is killed, milliseconds after the order was sent; the first before it can have answered. */
const moments = [0, 10, 40, 120, 400]

const order = {
  item: 'database-postgresql-standard',
  environment: 'development',
  fields: { database_name: 'orders_db', environment: 'development' },
}

const repository = {
  item: 'platform-repository-github',
  fields: {
    repository_name: 'orders-api',
    purpose: 'It takes in the orders of the shop.',
    starter: 'empty',
    visibility: 'internal',
    owners: 'team@example.com',
  },
}

/** Sends the order until it is taken; the key makes the repeats one order. */
async function orderOnce(server: Running, key: string): Promise<string | undefined> {
  const answer = await server
    .call('POST', '/api/v1/requests', order, { 'idempotency-key': key })
    .catch(() => undefined)
  return answer?.status === 202 ? String(answer.body.id) : undefined
}

/** Keys of the tickets that name the request anywhere: in their text, label or property. */
async function tickets(jiraUrl: string, requestId: string): Promise<string[]> {
  const answer = await fetch(`${jiraUrl}/_fake/issues`)
  const issues = (await answer.json()) as { key: string }[]
  return issues.filter((issue) => JSON.stringify(issue).includes(requestId)).map(({ key }) => key)
}

describe('kill -9 of the server in the middle of an order', () => {
  it(
    'ends every order as if nothing had happened, with one ticket each',
    { timeout: 240_000 },
    async () => {
      const dataDir = freshDataDir()
      const port = await freePort()
      const jira = `http://127.0.0.1:${port + 1}`
      let server = await startServer({ port, dataDir })
      const ids: string[] = []

      for (const [at, ms] of moments.entries()) {
        const key = `crash-${at}`
        const sent = orderOnce(server, key)
        await pause(ms)
        await server.kill()
        await sent
        server = await startServer({ port, dataDir })
        const id = (await until(
          () => orderOnce(server, key),
          (found) => found !== undefined,
        )) as string
        // Killed thrice in the same action it would be set aside as poison; each order is hit once.
        await until(
          () => tickets(jira, id),
          (keys) => keys.length > 0,
          60_000,
        )
        ids.push(id)
      }
      for (const id of ids) {
        const [key] = await until(
          () => tickets(jira, id),
          (keys) => keys.length > 0,
          60_000,
        )
        await fetch(`${jira}/_fake/issues/${key}/resolve`, { method: 'POST' })
      }
      const ends = await Promise.all(
        ids.map((id) =>
          until(
            async () =>
              (await server.call('GET', `/api/v1/requests/${id}/status`)).body.state as string,
            (state) => state === 'completed' || state === 'failed',
            90_000,
          ),
        ),
      )
      const made = await Promise.all(ids.map((id) => tickets(jira, id)))
      await server.stop()

      expect(new Set(ids).size).toBe(moments.length)
      expect(ends).toEqual(moments.map(() => 'completed'))
      expect(made.map((keys) => keys.length)).toEqual(moments.map(() => 1))
    },
  )

  it('starts a workflow once, and goes on with its run', { timeout: 240_000 }, async () => {
    const dataDir = freshDataDir()
    const port = await freePort()
    const github = `http://127.0.0.1:${port + 7}`
    let server = await startServer({ port, dataDir })
    const ids: string[] = []

    for (const ms of [40, 250]) {
      const answer = await server.call('POST', '/api/v1/requests', repository)
      await pause(ms)
      await server.kill()
      server = await startServer({ port, dataDir })
      ids.push(String(answer.body.id))
    }
    const runs = await until(
      async () => (await (await fetch(`${github}/_fake/runs`)).json()) as { id: number }[],
      ({ length }) => length >= ids.length,
      60_000,
    )
    for (const { id } of runs) await fetch(`${github}/_fake/runs/${id}`, { method: 'POST' })
    const ends = await Promise.all(
      ids.map((id) =>
        until(
          async () =>
            (await server.call('GET', `/api/v1/requests/${id}/status`)).body.state as string,
          (state) => state === 'completed' || state === 'failed',
          90_000,
        ),
      ),
    )
    const made = (await (await fetch(`${github}/_fake/runs`)).json()) as unknown[]
    await server.stop()

    expect(ends).toEqual(ids.map(() => 'completed'))
    expect(made).toHaveLength(ids.length)
  })

  it('makes each effect of an automatic order once', { timeout: 120_000 }, async () => {
    const dataDir = freshDataDir()
    const port = await freePort()
    let server = await startServer({ port, dataDir })
    const answer = await server.call('POST', '/api/v1/requests', {
      item: 'messaging-queue-standard',
      environment: 'development',
      fields: { queue_name: 'orders', environment: 'development' },
    })
    const id = String(answer.body.id)

    // A third lost claim of one action would set it aside as poison.
    for (let kills = 0; kills < 2; kills += 1) {
      await pause(150)
      await server.kill()
      server = await startServer({ port, dataDir })
    }
    const state = await until(
      async () => (await server.call('GET', `/api/v1/requests/${id}/status`)).body.state as string,
      (now) => now === 'completed' || now === 'failed',
      90_000,
    )
    const effects = (await (await fetch(`http://127.0.0.1:${port + 2}/_fake/effects`)).json()) as {
      kind: string
      collection?: string
      key?: string
    }[]
    await server.stop()

    expect(answer.status).toBe(202)
    expect(state).toBe('completed')
    const keys = effects.map(({ key }) => key).filter((key) => key?.includes(id))
    expect(keys.length).toBeGreaterThan(0)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
