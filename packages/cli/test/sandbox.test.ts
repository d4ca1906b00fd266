import { createServer, type Server } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pao } from './pao.ts'

const played = {
  state: 'failed',
  after_ms: 4_000,
  steps: [{ after_ms: 0, sentences: ['Work began.'] }],
  tries: [
    {
      action: 'make',
      attempt: 1,
      source: 'invented',
      outcome: 'failed',
      message: 'away',
      calls: [1],
    },
  ],
}
const compared = {
  path: 'catalog/storage/storage-bucket.yaml',
  item: { id: 'storage-bucket', version: '1.0.1' },
  served: { version: '1.0.0' },
  step: 'minor',
  least_version: '1.1.0',
  raised_enough: false,
  differences: [{ impact: 'feature', path: 'metadata.name', message: 'name differs' }],
  values: [],
  dependents: [{ id: 'web', as: 'component', breaks: ['It asks for version ^2'] }],
  under_way: [{ version: '1.0.0', open: 2, resources: 3 }],
  patch: '--- a/x\n+++ b/x\n',
}
const schema = { properties: { size: { type: 'integer' } } }
const answers: Readonly<Record<string, unknown>> = {
  '/api/v1/preview/form': { schema },
  '/api/v1/simulate/document': played,
  '/api/v1/compare/document': compared,
}

let server: Server
let folder: string
const bodies: unknown[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pao-sandbox-'))
  writeFileSync(join(folder, 'item.yaml'), 'kind: CatalogItem\n')
  writeFileSync(join(folder, 'ends.yaml'), 'make: { ends: failed, message: away }\n')
  server = createServer(async (request, reply) => {
    bodies.push(JSON.parse(await text(request)))
    reply.writeHead(200, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])
const file = (name: string) => join(folder, name)

it('plays a file with answers of their type and invented ends, and says no when it fails', async () => {
  const ends = ['--ends', file('ends.yaml')]

  const { code, out } = await at('sandbox', 'play', file('item.yaml'), '-f', 'size=3', ...ends)

  expect(code).toBe(1)
  expect(bodies.at(-1)).toEqual({
    document: 'kind: CatalogItem\n',
    fields: { size: 3 },
    roll_back: false,
    ends: { make: { ends: 'failed', message: 'away' } },
  })
  expect(out).toContain('failed after 4 s')
  expect(out).toMatch(/^\+0 s +Work began\.$/m)
  expect(out).toMatch(/^make +1 +failed +invented +1 +away$/m)
})

it('says what a file changes, what stands on it and what breaks', async () => {
  const { code, out } = await at('sandbox', 'compare', file('item.yaml'))

  expect(code).toBe(1)
  expect(out).toMatch(/^version +raise it at least to 1\.1\.0$/m)
  expect(out).toMatch(/^1\.0\.0 +2 +3$/m)
  expect(out).toMatch(/^web +component +It asks for version \^2$/m)
})

it('prints nothing but the patch where that is wanted', async () => {
  const { code, out } = await at('sandbox', 'compare', file('item.yaml'), '--patch')

  expect(code).toBe(0)
  expect(out).toBe('--- a/x\n+++ b/x')
})
