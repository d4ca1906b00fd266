import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  pause,
  type Running,
  startServer,
} from '../../../e2e/server-process.ts'
import { Stop } from '../src/exit.ts'
import { createProgram } from '../src/program.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

type Said = { code: number; out: string; err: string }

/** Runs one command line with a captured screen. */
async function pao(
  words: readonly string[],
  options: { cwd?: string; token?: string } = {},
): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const program = createProgram({
    cwd: options.cwd ?? root,
    now: () => Date.UTC(2026, 10, 23),
    pause,
    version: '0',
    screen: { out: (text) => out.push(text), err: (text) => err.push(text), width: 10_000 },
  })
  let code = 0
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    code = error.code
    err.push(error.message)
  }
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('pao catalog', () => {
  it('finds nothing wrong with the example catalog, from wherever it is called', async () => {
    const fromRoot = await pao(['catalog', 'validate', 'examples/catalog'])
    const inside = await pao(['catalog', 'validate', '.'], { cwd: join(root, 'examples/catalog') })

    expect(fromRoot).toMatchObject({ code: 0 })
    expect(fromRoot.err).toContain('19 good documents, 0 errors')
    expect(inside.err).toContain('19 good documents, 0 errors')
  })

  it('ends with 1 and names file, line and column of a fault', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pao-cli-'))
    const good = readFileSync(
      join(root, 'examples/catalog/catalog/storage/storage-bucket-standard.yaml'),
      'utf8',
    )
    writeFileSync(
      join(folder, 'storage-bucket-standard.yaml'),
      good.replace('category:', 'categori:'),
    )

    const text = await pao(['catalog', 'validate', folder])
    const github = await pao(['catalog', 'validate', folder, '--output', 'github'])
    const sarif = await pao(['catalog', 'validate', folder, '--output', 'sarif'])

    expect(text.code).toBe(1)
    expect(text.out).toMatch(/storage-bucket-standard\.yaml:\d+:\d+ error PAO1103/)
    expect(github.out).toMatch(/^::error file=.*storage-bucket-standard\.yaml,line=\d+,/m)
    expect(JSON.parse(sarif.out)).toMatchObject({ version: '2.1.0' })
  })

  it('rewrites a v1 file as v2 with its comments, and the result is valid', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pao-cli-'))
    const file = join(folder, 'database-redis-cache.yaml')
    cpSync(join(root, 'examples/catalog/catalog/databases/database-redis-cache.yaml'), file)
    writeFileSync(file, `# kept on top\n${readFileSync(file, 'utf8')}`)

    const upgraded = await pao(['catalog', 'upgrade', '--write', '.'], { cwd: folder })
    const checked = await pao(['catalog', 'validate', '.'], { cwd: folder })

    expect(upgraded.code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('# kept on top')
    expect(readFileSync(file, 'utf8')).toContain('kind: CatalogItem')
    expect(checked.err).toContain('1 good documents, 0 errors')
  })

  it('calls a removed choice breaking and ends with 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pao-cli-'))
    const before = 'examples/catalog/catalog/messaging/messaging-queue-standard.yaml'
    const after = join(folder, 'messaging-queue-standard.yaml')
    const text = readFileSync(join(root, before), 'utf8')
    writeFileSync(
      after,
      text
        .replace('id: queue_name', 'id: name_of_queue')
        .replaceAll('fields.queue_name', 'fields.name_of_queue'),
    )

    const changed = await pao(['catalog', 'diff', before, after])
    const same = await pao(['catalog', 'diff', before, before, '--output', 'json'])

    expect(changed.code).toBe(1)
    expect(changed.out).toContain('the field queue_name is gone')
    expect(JSON.parse(same.out)).toEqual({ step: 'none', differences: [] })
  })

  it('prints the schema in both drafts and a page per item', async () => {
    const schema = await pao(['catalog', 'schema', '--draft', 'draft-07'])
    const page = await pao([
      'catalog',
      'docs',
      'examples/catalog/catalog/messaging/messaging-queue-standard.yaml',
    ])

    expect(JSON.parse(schema.out)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
    })
    expect(page.out).toMatch(/^# Message queue/)
    expect(page.out).toContain('| `queue_name` | string | yes |')
  })
})

describe('pao against a server', () => {
  let server: Running
  let port = 0
  const at = (...words: string[]) => pao([...words, '--url', server.url, '--token', bootstrapKey])

  beforeAll(async () => {
    port = await freePort()
    server = await startServer({ port, dataDir: freshDataDir() })
  })
  afterAll(async () => {
    await server.stop()
  })

  const queue = [
    'messaging-queue-standard',
    '-f',
    'queue_name=orders',
    '-f',
    'environment=development',
  ]
  const database = [
    'database-postgresql-standard',
    '-f',
    'database_name=orders_db',
    '-f',
    'environment=development',
  ]

  it('shows the plan without ordering, by preview and by --dry-run', async () => {
    const preview = await at('preview', ...queue, '--output', 'json')
    const dry = await at('request', 'submit', ...queue, '--dry-run')
    const list = await at(
      'request',
      'list',
      '--item',
      'messaging-queue-standard',
      '--output',
      'json',
    )

    expect(JSON.parse(preview.out)).toMatchObject({ mode: 'automatic' })
    expect(dry.out).toContain('create_queue')
    expect(JSON.parse(list.out)).toMatchObject({ items: [] })
  })

  it('orders, follows to the end and ends with 0', async () => {
    const said = await at('request', 'submit', ...queue, '--wait')

    expect(said.code).toBe(0)
    expect(said.out.split('\n').at(-1)).toBe('completed')
    expect(said.out).toMatch(/action_succeeded\s+create_queue/)
  })

  it('orders by ticket, shows it, and completes when the ticket is resolved', async () => {
    const submitted = await at('request', 'submit', ...database, '--output', 'json')
    const { id } = JSON.parse(submitted.out) as { id: string }
    const watching = at('request', 'watch', id)
    const key = await ticketOf(port + 1, id)
    await fetch(`http://127.0.0.1:${port + 1}/_fake/issues/${key}/resolve`, { method: 'POST' })
    const watched = await watching

    const status = await at('request', 'status', id)
    const outputs = await at('request', 'outputs', id, '--output', 'yaml')
    const logs = await at('request', 'logs', id)

    expect(watched.code).toBe(0)
    expect(status.out).toContain('completed')
    expect(load(outputs.out)).toMatchObject({ outputs: { ticket: { key } } })
    expect(logs.out).toContain('ticket')
  })

  it('ends with 1 and tells every fault of wrong answers', async () => {
    const said = await at(
      'request',
      'submit',
      'messaging-queue-standard',
      '-f',
      'queue_name=X',
      '-f',
      'environment=moon',
    )

    expect(said.code).toBe(1)
    expect(said.err).toContain('/fields/queue_name')
    expect(said.err).toContain('/fields/environment')
  })

  it('cancels a waiting request, and watching it ends with 1', async () => {
    const { id } = JSON.parse(
      (await at('request', 'submit', ...database, '--output', 'json')).out,
    ) as { id: string }

    await at('request', 'cancel', id, '--reason', 'not needed')
    const watched = await at('request', 'watch', id)

    expect(watched.code).toBe(1)
    expect(watched.out.split('\n').at(-1)).toBe('cancelled')
  })

  it('makes an API key that works, and the same key never orders twice', async () => {
    const made = await at('api-key', 'create', 'ci', '--role', 'developer', '--output', 'json')
    const { key } = JSON.parse(made.out) as { key: string }
    const order = [
      'request',
      'submit',
      ...queue,
      '--idempotency-key',
      'same',
      '--output',
      'json',
      '--url',
      server.url,
    ]

    const first = await pao([...order, '--token', key])
    const second = await pao([...order, '--token', key])

    expect(JSON.parse(first.out)).toMatchObject({
      id: (JSON.parse(second.out) as { id: string }).id,
    })
  })

  it('ends with 2 when it cannot ask', async () => {
    const nobody = await pao(['request', 'list', '--url', server.url, '--token', 'pao_wrong_wrong'])
    const away = await pao(['request', 'list', '--url', 'http://127.0.0.1:9', '--token', 'x'])
    const unknown = await at('preview', 'no-such-item')

    expect(nobody).toMatchObject({ code: 2 })
    expect(nobody.err).toContain('PAO_TOKEN')
    expect(away).toMatchObject({ code: 2 })
    expect(unknown).toMatchObject({ code: 2 })
    expect(unknown.err).toContain('item.not_found')
  })
})

/** Waits for the ticket of a request, at most twenty seconds. */
async function ticketOf(port: number, id: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const issues = (await (await fetch(`http://127.0.0.1:${port}/_fake/issues`)).json()) as {
      key: string
    }[]
    const found = issues.find((issue) => JSON.stringify(issue).includes(id))
    if (found) return found.key
    await pause(200)
  }
  throw new Error('no ticket')
}
