import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  type Running,
  startServer,
  until,
} from '../../../e2e/server-process.ts'
import { pao, type Said } from './pao.ts'

const queue = ['messaging-queue-standard', '-f', 'queue_name=orders', '-f', 'max_length=500']
const database = ['database-postgresql-standard', '-f', 'database_name=orders_db']

type Statements = { statements: { action?: string; state: string }[] }

describe('pao and a request that is stuck', { timeout: 60_000 }, () => {
  let server: Running
  let port = 0
  const request = (...words: string[]): Promise<Said> =>
    pao(['request', ...words, '--url', server.url, '--token', bootstrapKey])
  const failing = (path: string) =>
    fetch(`http://127.0.0.1:${port + 2}/_fake/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failures: [{ status: 400, times: 1, path }] }),
    })

  beforeAll(async () => {
    port = await freePort()
    server = await startServer({ port, dataDir: freshDataDir() })
  })
  afterAll(async () => {
    await server.stop()
  })

  it('says why it failed, by which line of the item, and what may be done; edits it and goes on', async () => {
    await failing('/v1/queues/validate')
    const failed = await request('submit', ...queue, '--wait')
    const id = failed.err.replace('request ', '')

    const why = await request('explain', id)
    const wrong = await request('edit', id, 'check', '--set', '/endpoint/x/y=1', '--reason', 'r')
    const early = await request('skip', id, 'announce', '--reason', 'not needed')
    const set = ['--set', '/endpoint/timeout=20', '--set', '/response/expected_status=[200]']
    const edited = await request('edit', id, 'check', ...set, '--reason', 'slow', '--resume')
    const watched = await request('watch', id)
    const after = await request('explain', id)

    expect(why.out).toMatch(/^request \(failed\): It failed at the action “Check the order”: /m)
    expect(why.out).toMatch(/^check \(failed\): It failed after 1 of 3 tries: /m)
    expect(why.out).toMatch(
      /because +strategy fail \(default\) \(fulfillment\.automatic\.actions\[0\], catalog\/messaging\/messaging-queue-standard\.yaml:\d+\)/,
    )
    expect(why.out).toContain(`(POST /api/v1/requests/${id}/actions/check/skip)`)
    expect(wrong).toMatchObject({ code: 1 })
    expect(wrong.err).toContain('(action.input_invalid)')
    expect(early.err).toContain('(action.not_skippable)')
    expect(edited.code).toBe(0)
    expect(watched.out.split('\n').at(-1)).toBe('completed')
    expect(after.out).toContain('Its input was changed by')
  })

  it('skips what waits for somebody, and goes on with the newest version, which is this one', async () => {
    const submitted = await request('submit', ...database, '--output', 'json')
    const { id } = JSON.parse(submitted.out) as { id: string }
    await until(
      async () => JSON.parse((await request('explain', id, '-o', 'json')).out) as Statements,
      ({ statements }) =>
        statements.some(({ action, state }) => action === 'ticket' && state === 'waiting'),
    )

    // News of the new ticket may be read just then: what runs is not skipped.
    const skipped = await until(
      () => request('skip', id, 'ticket', '--reason', 'done by hand'),
      ({ err }) => !err.includes('(action.not_skippable)'),
    )
    const after = await request('explain', id)
    await failing('/v1/queues/validate')
    const failed = await request('submit', ...queue, '--wait')
    const again = ['retry', failed.err.replace('request ', ''), '--use-latest', '--wait']
    const retried = await request(...again)

    expect(skipped.code).toBe(0)
    expect(after.out).toMatch(/\(skipped\): It was skipped by .*: done by hand/)
    expect(retried.out.split('\n').at(-1)).toBe('completed')
  })

  it('takes only pointers and values to set', async () => {
    const refused = await request('edit', 'r-1', 'check', '--set', 'size=2', '--reason', 'r')

    expect(refused.code).toBe(2)
    expect(refused.err).toContain('It is a JSON pointer and a value')
  })
})
