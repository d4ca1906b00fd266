import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load, loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  type Running,
  startServer,
  until,
} from '../../../e2e/server-process.ts'
import { freshFolder, pao, paoProcess, resolveTicket, type Said, spawnPao } from './pao.ts'

const queue = ['messaging-queue-standard', '-f', 'queue_name=orders', '-f', 'max_length=500']
const database = ['database-postgresql-standard', '-f', 'database_name=orders_db']
const json = ({ out }: Said): unknown => JSON.parse(out)

describe('pao against a server', { timeout: 60_000 }, () => {
  const dataDir = freshDataDir()
  let server: Running
  let port = 0
  const as = (token: string, words: readonly string[]) =>
    pao([...words, '--url', server.url, '--token', token])
  const at = (...words: string[]) => as(bootstrapKey, words)
  const request = (...words: string[]) => at('request', ...words)
  const order = async (...words: string[]) =>
    (json(await request('submit', ...words, '--output', 'json')) as { id: string }).id

  beforeAll(async () => {
    port = await freePort()
    server = await startServer({ port, dataDir })
  })
  afterAll(async () => {
    await server.stop()
  })

  it('shows the whole plan without ordering, by preview and by --dry-run', async () => {
    const preview = await at('preview', ...queue, '--output', 'json')
    const people = await at('preview', ...queue)
    const dry = await request('submit', ...queue, '--dry-run', '--output', 'yaml')
    const list = await request('list', '--item', 'messaging-queue-standard', '--output', 'json')

    expect(json(preview)).toMatchObject({ mode: 'automatic', sla: '5 minutes' })
    expect(people.out).toMatch(/^create_queue +rest-api +automatic +depends on outputs +check$/m)
    expect(people.out).toMatch(
      /^undone after a failure +grant_access by grant_access:rollback, create_queue by create_queue:rollback$/m,
    )
    expect(people.out).toContain('"max_length": 500')
    expect(people.out).not.toContain('=> would')
    expect(load(dry.out)).toMatchObject({ item: { id: 'messaging-queue-standard' } })
    expect(json(list)).toMatchObject({ items: [] })
  })

  it('tries each action dry, against the real connections and without a call to them', async () => {
    const tried = await at('preview', ...queue, '--dry-run')

    expect(tried.out).toMatch(/^ {2}-> POST http:\S+\/queues {2}\[/m)
    expect(tried.out).toMatch(/^create_queue: .*\n(.*\n)* {2}=> would succeed/m)
  })

  it('takes a secret from the standard input, shows who set it, and nobody shows its value', async () => {
    const canary = 'canary-4e0d-of-the-operator'
    const secret = (words: string[], input = '') =>
      pao(['secret', ...words, '--url', server.url, '--token', bootstrapKey], undefined, input)

    const none = await secret(['list'])
    const empty = await secret(['set', 'TEAM_TOKEN'])
    const set = await secret(['set', 'TEAM_TOKEN'], `${canary}\n`)
    const listed = await secret(['list', '--output', 'json'])
    const rotated = await secret(['rotate-key'])
    const deleted = [await secret(['delete', 'TEAM_TOKEN']), await secret(['delete', 'TEAM_TOKEN'])]

    const said = [none, empty, set, listed, rotated, ...deleted]
    expect(said.map(({ code }) => code)).toEqual([0, 2, 0, 0, 0, 0, 2])
    expect(set.out).toBe('TEAM_TOKEN is set, version 1')
    expect(json(listed)).toMatchObject({ items: [{ name: 'TEAM_TOKEN', version: 1 }] })
    expect(JSON.stringify(said) + server.output()).not.toContain(canary)
  })

  it('says so when there is nothing to list', async () => {
    const none = await request('list', '--state', 'rolled_back')

    expect(none).toEqual({ code: 0, out: 'no request like that', err: '' })
  })

  it('orders, follows to the end and ends with 0', async () => {
    const said = await request('submit', ...queue, '--wait')

    expect(said.code).toBe(0)
    expect(said.err).toMatch(/^request [0-9a-f-]{36}$/)
    expect(said.out).toMatch(/^\d\d:\d\d:\d\d {2}action_succeeded {6}create_queue$/m)
    expect(said.out.split('\n').at(-1)).toBe('completed')
  })

  it('gives programs one answer when it waits: the request as it ended', async () => {
    const said = await request('submit', ...queue, '--wait', '--output', 'json')

    expect(said.code).toBe(0)
    expect(json(said)).toMatchObject({ state: 'completed', fields: { max_length: 500 } })
    expect(said.err).toContain('action_succeeded')
  })

  it('orders by ticket, shows it, and completes when the ticket is resolved', async () => {
    const id = await order(...database, '--reason', 'new order service')
    const watching = request('watch', id)
    const key = await resolveTicket(port, id)
    const watched = await watching

    const status = await request('status', id)
    const outputs = await request('outputs', id, '--output', 'yaml')
    const shown = await request('outputs', id)
    const logs = await request('logs', id)

    expect(watched.code).toBe(0)
    expect(watched.out).toMatch(/action_.*ticket/)
    expect(status.out).toMatch(/^state +completed$/m)
    expect(status.out).toMatch(/^reason +new order service$/m)
    expect(status.out).toMatch(new RegExp(`^ticket +jira-ticket +succeeded .*browse/${key}$`, 'm'))
    expect(load(outputs.out)).toMatchObject({ outputs: { ticket: { key } } })
    expect(shown.out).toMatch(new RegExp(`^ticket\\.key +${key}$`, 'm'))
    expect(logs.out).toMatch(/^\S+Z +ticket +1 +execute +waiting/m)
  })

  it('tells the whole story again when it is watched after the end', async () => {
    const { id } = (
      json(await request('list', '--item', queue[0] ?? '', '--limit', '1', '--output', 'json')) as {
        items: { id: string }[]
      }
    ).items[0] ?? { id: '' }

    const lines = await request('watch', id, '--output', 'json')
    const documents = await request('watch', id, '--output', 'yaml')

    const events = lines.out.split('\n').map((line) => JSON.parse(line) as { seq: number })
    expect(lines.code).toBe(0)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(loadAll(documents.out)).toEqual(events)
  })

  it('goes on watching when the server is killed and comes back, without gap or double', async () => {
    const id = await order(...database)
    const watching = request('watch', id, '--output', 'json')
    await until(
      async () =>
        json(await request('status', id, '-o', 'json')) as { actions: { ref?: unknown }[] },
      ({ actions }) => actions[0]?.ref !== undefined,
    )
    await server.kill()
    server = await startServer({ port, dataDir })
    await resolveTicket(port, id)

    const watched = await watching

    const seqs = watched.out.split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq)
    expect(watched.code).toBe(0)
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    expect(watched.out).toContain('"request_completed"')
  })

  it('filters, pages and prints the list in every form', async () => {
    const first = await request('list', '--limit', '1', '--output', 'json')
    const page = json(first) as { items: { id: string }[]; next_cursor: string }
    const next = await request('list', '--limit', '1', '--cursor', page.next_cursor, '-o', 'yaml')
    const people = await request('list', '--limit', '1')
    const completed = await request('list', '--state', 'completed', '--search', 'Message queue')
    const wrong = await request('list', '--state', 'asleep')

    expect(page.items).toHaveLength(1)
    expect((load(next.out) as typeof page).items[0]?.id).not.toBe(page.items[0]?.id)
    expect(people.out).toMatch(/^REQUEST +ITEM +ENVIRONMENT +STATE +DONE +CREATED\n/)
    expect(people.out).toContain('1 row; more with --cursor ')
    expect(completed.out.split('\n').slice(1)).toSatisfy((rows: string[]) =>
      rows.every((row) => /messaging-queue-standard .*completed +100 %/.test(row)),
    )
    expect(wrong).toMatchObject({ code: 2 })
    expect(wrong.err).toContain('rolled_back')
  })

  it('ends with 1 and tells every fault of wrong answers', async () => {
    const words = [...queue.slice(0, 1), '-f', 'queue_name=X', '-f', 'retention_days=99']
    const all = [...words, '-f', 'environment=moon', '-f', 'colour=red']

    const said = await request('submit', ...all)
    const previewed = await at('preview', ...all)

    expect(said).toMatchObject({ code: 1, out: '' })
    for (const field of ['queue_name', 'retention_days', 'environment', 'colour'])
      expect(said.err).toContain(`/fields/${field}: `)
    expect(previewed).toEqual(said)
  })

  it('reads answers from a file and lets --field win, fields under a condition included', async () => {
    const folder = freshFolder()
    const file = join(folder, 'answers.yaml')
    writeFileSync(file, 'database_name: from_file\nenvironment: staging\nstorage_size: 50\n')

    const words = ['database-postgresql-standard', '--fields-file', file, '-e', 'staging']
    const flags = ['-f', 'storage_size=60', '-f', 'high_availability=false']
    const id = await order(...words, ...flags)
    const found = await request('status', id, '--output', 'json')

    expect(json(found)).toMatchObject({
      environment: 'staging',
      fields: { database_name: 'from_file', storage_size: 60, high_availability: false },
    })
  })

  it('cancels a waiting request, watching it ends with 1, and cancelling again is refused', async () => {
    const id = await order(...database)

    const cancelled = await request('cancel', id, '--reason', 'not needed', '--output', 'json')
    const watched = await request('watch', id)
    const again = await request('cancel', id)

    expect(cancelled.code).toBe(0)
    expect(json(cancelled)).toMatchObject({ id })
    expect(watched.code).toBe(1)
    expect(watched.out).toContain('not needed')
    expect(watched.out.split('\n').at(-1)).toBe('cancelled')
    expect(again).toMatchObject({ code: 1 })
    expect(again.err).toContain('(request.ended)\n  it is cancelled')
  })

  it('ends with 1 when an order fails, shows why, and retries it to completion', async () => {
    await fetch(`http://127.0.0.1:${port + 2}/_fake/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failures: [{ status: 400, times: 1, path: '/v1/queues/validate' }] }),
    })

    const failed = await request('submit', ...queue, '--wait')
    const id = failed.err.replace('request ', '')
    const logs = await request('logs', id)
    const retried = await request('retry', id, '--wait')
    const again = await request('retry', id)

    expect(failed.code).toBe(1)
    expect(failed.out).toMatch(/action_failed +check +.*400/)
    expect(failed.out.split('\n').at(-1)).toBe('failed')
    expect(logs.out).toMatch(/ check .* failed +400 /)
    expect(retried.code).toBe(0)
    expect(retried.out).not.toContain('action_failed')
    expect(retried.out.split('\n').at(-1)).toBe('completed')
    expect(again.code).toBe(1)
    expect(again.err).toContain('(request.not_failed)')
  })

  it('rolls a completed request back, says what is left, and has nothing to undo after that', async () => {
    const id = await order(...queue)
    await request('watch', id)

    const undone = await request('rollback', id, '--reason', 'not needed', '--wait')
    const status = await request('status', id)
    const again = await request('rollback', id)

    expect(undone.code).toBe(0)
    expect(undone.out).toMatch(/rollback_requested +not needed/)
    expect(undone.out).toMatch(
      /action_succeeded +grant_access:rollback\n[^]*action_succeeded +create_queue:rollback/,
    )
    expect(undone.out.split('\n').at(-1)).toBe('rolled_back')
    expect(status.out).toMatch(/^state +rolled_back$/m)
    expect(status.out).toMatch(/^create_queue +rest-api +compensated /m)
    expect(status.out).toMatch(/\n\nstill there\n( {2}\w+: nothing undoes it\n?)+$/)
    expect(again.code).toBe(1)
    expect(again.err).toContain('(request.not_undoable)')
  })

  it('ends with 1 when a request failed and was rolled back by itself', async () => {
    await fetch(`http://127.0.0.1:${port + 2}/_fake/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failures: [{ status: 400, times: 1, path: '/v1/access-keys' }] }),
    })

    const failed = await request('submit', ...queue, '--wait')
    const retried = await request('retry', failed.err.replace('request ', ''))

    expect(failed.code).toBe(1)
    expect(failed.out).toMatch(/request_failed/)
    expect(failed.out.split('\n').at(-1)).toBe('rolled_back')
    expect(retried.err).toContain('(request.not_failed)')
  })

  it('cancels and undoes what had been made', async () => {
    const record = ['-f', 'record_name=orders.example.com', '-f', 'address=10.1.2.3']
    const id = await order('networking-dns-record', ...record)
    await until(
      async () => (await request('status', id)).out,
      (shown) => /^create_record +rest-api +succeeded/m.test(shown),
    )

    const cancelled = await request('cancel', id, '--compensate')
    const watched = await request('watch', id)

    expect(cancelled.code).toBe(0)
    expect(watched.out).toMatch(/action_succeeded +create_record:rollback/)
    expect(watched.out.split('\n').at(-1)).toBe('rolled_back')
  })

  it('makes an API key that works, and the same idempotency key never orders twice', async () => {
    const made = await at('api-key', 'create', 'ci', '--role', 'developer', '--output', 'json')
    const { key } = json(made) as { key: string }
    const words = ['request', 'submit', ...queue, '--idempotency-key', 'same', '--output', 'json']

    const first = await as(key, words)
    const second = await as(key, words)
    const other = await as(key, [...words, '-f', 'max_length=600'])
    const refused = await as(key, ['api-key', 'create', 'x', '--role', 'admin'])

    expect(made.err).toContain('not shown again')
    expect(json(second)).toEqual(json(first))
    expect(other).toMatchObject({ code: 1 })
    expect(other.err).toContain('idempotency.mismatch')
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.err).toContain('auth.forbidden')
  })

  it('ends with 2 when it cannot ask', async () => {
    const away = await pao(['request', 'list', '--url', 'http://127.0.0.1:9', '--token', 'x'])
    const stranger = await pao(['request', 'list', '--url', `http://127.0.0.1:${port + 1}`])
    const said = {
      wrongKey: await as('pao_wrong_wrong', ['request', 'list']),
      unknownItem: await at('preview', 'no-such-item'),
      unknownRequest: await request('watch', 'nope'),
      noPair: await request('submit', ...queue, '-f', 'queue_name'),
      noFile: await request('submit', ...queue, '--fields-file', 'nowhere.yaml'),
      noNumber: await request('list', '--limit', 'ten'),
      noRole: await at('api-key', 'create', 'x', '--role', 'king'),
      noUrl: await pao(['request', 'list', '--url', 'localhost']),
    }

    expect(Object.values(said).map(({ code, out }) => [code, out])).toEqual(
      Object.keys(said).map(() => [2, '']),
    )
    expect(away).toMatchObject({ code: 2 })
    expect(away.err).toMatch(/^no answer from http:\/\/127\.0\.0\.1:9: .+; is PAO_URL right/)
    expect(stranger).toMatchObject({ code: 2 })
    expect(stranger.err).toContain('is PAO_URL right?')
    expect(said.wrongKey.err).toContain('PAO_TOKEN')
    expect(said.unknownItem.err).toContain('item.not_found')
    expect(said.unknownRequest.err).toContain('request.not_found')
    expect(said.noFile.err).toBe('nowhere.yaml does not exist')
    expect(said.noRole.err).toContain('platform-team')
    expect(said.noUrl.err).toContain('must be an address like http://localhost:8080')
  })

  it('is the same as a process: environment, standard input, exit codes', async () => {
    const env = { PAO_URL: server.url, PAO_TOKEN: bootstrapKey }
    const submit = ['request', 'submit', 'messaging-queue-standard', '--fields-file', '-']

    const [listed, ordered, refused, unasked, usage, version] = await Promise.all([
      paoProcess(['request', 'list', '-o', 'json'], env),
      paoProcess([...submit, '--wait'], env, '{"queue_name": "from-stdin"}'),
      paoProcess(submit, env, '{"queue_name": "X"}'),
      paoProcess(['request', 'list'], { PAO_URL: server.url }),
      paoProcess(['request', 'lst'], env),
      paoProcess(['--version']),
    ])

    expect(listed.code).toBe(0)
    expect(json(listed)).toHaveProperty('items')
    expect(ordered.code).toBe(0)
    expect(ordered.out.trimEnd().split('\n').at(-1)).toBe('completed')
    expect(refused.code).toBe(1)
    expect(unasked).toMatchObject({ code: 2, out: '' })
    expect(unasked.err).toContain('set PAO_TOKEN to an API key')
    expect(usage).toMatchObject({ code: 2, out: '' })
    expect(version).toMatchObject({ code: 0, err: '' })
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('pao serve', { timeout: 60_000 }, () => {
  it('runs the server until it is told to stop, and hands its exit code on', async () => {
    const port = await freePort()
    const settings = { PAO_PORT: String(port), PAO_DATA_DIR: freshDataDir() }
    const child = spawnPao(['serve'], settings)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    await until(
      async () => (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok,
      (ready) => ready === true,
      45_000,
    ).finally(() => child.kill('SIGTERM'))

    const code = await gone
    const after = await fetch(`http://127.0.0.1:${port}/health`).catch(() => 'away')

    expect(code).toBe(0)
    expect(after).toBe('away')
  })

  it('ends with 2 when the settings are wrong', async () => {
    const said = await paoProcess(['serve'], { PAO_PORT: 'eighty' })

    expect(said.code).toBe(2)
    expect(said.err).toContain('PAO_PORT')
  })
})
