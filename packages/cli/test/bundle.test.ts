import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  type Running,
  startServer,
  until,
} from '../../../e2e/server-process.ts'
import { pao, resolveTicket, type Said } from './pao.ts'

const json = ({ out }: Said): unknown => JSON.parse(out)

describe('pao and bundles', { timeout: 60_000 }, () => {
  let server: Running
  let port = 0
  const at = (...words: string[]) => pao([...words, '--url', server.url, '--token', bootstrapKey])
  const request = (...words: string[]) => at('request', ...words)
  const order = async (...words: string[]) =>
    (json(await request('submit', ...words, '--output', 'json')) as { id: string }).id

  beforeAll(async () => {
    port = await freePort()
    server = await startServer({ port, dataDir: freshDataDir() })
  })
  afterAll(async () => {
    await server.stop()
  })

  it('orders a bundle, tells of its parts, and completes when the ticket of one is resolved', async () => {
    const bundle = [
      'bundle-web-application',
      ...['application=orders', 'environment=development', 'contact=ada@example.com'].flatMap(
        (answer) => ['-f', answer],
      ),
      '--component',
      'files=true',
    ]
    const preview = await at('preview', ...bundle, '--component', 'queue=false')
    const id = await order(...bundle)
    const watching = request('watch', id)
    const children = await until(
      async () => {
        const list = json(await request('list', '--parent', id, '-o', 'json'))
        return (list as { items: { id: string; item: { id: string } }[] }).items
      },
      (items) => items.length === 5,
    )
    const tickets = children.find(({ item }) => item.id === 'database-postgresql-standard')
    await resolveTicket(port, tickets?.id ?? '')
    const watched = await watching

    const status = await request('status', id)
    const child = await request('status', tickets?.id ?? '')
    const usual = await request('list', '-o', 'json')
    const all = await request('list', '--children', '-o', 'json')

    expect(preview.out).toMatch(/^database +database-postgresql-standard +1\.2\.0 +yes$/m)
    expect(watched).toMatchObject({ code: 0 })
    expect(watched.out).toMatch(/^\d\d:\d\d:\d\d {2}database: +action_succeeded +ticket$/m)
    expect(watched.out).toMatch(/^\d\d:\d\d:\d\d {2}name: +request_completed$/m)
    expect(status.out).toMatch(/^namespace +compute-kubernetes-namespace \S+ +completed +100 %/m)
    expect(preview.out).not.toMatch(/^queue /m)
    expect(status.out).toMatch(/^queue +messaging-queue-standard \S+ +completed /m)
    expect(status.out).toMatch(/^files +storage-bucket-standard \S+ +completed /m)
    expect(child.out).toMatch(new RegExp(`^ordered by +${id}$`, 'm'))
    expect(usual.out).not.toContain(tickets?.id)
    expect(all.out).toContain(tickets?.id)
  })

  it('ends with 2 when a component is neither wanted nor not', async () => {
    const said = await at('preview', 'bundle-web-application', '--component', 'files=yes')

    expect(said).toEqual({
      code: 2,
      out: '',
      err: '--component takes <id>=true or <id>=false, not files=yes',
    })
  })
})
