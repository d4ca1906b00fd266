import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  type AuditEntry,
  type Checkpoint,
  commitment,
  firstPrev,
  hashOf,
  signedText,
} from '@pao/core/governance'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshFolder, pao } from './pao.ts'

const sha256 = (words: string) => hash('sha256', words)
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()

function chain(count: number): AuditEntry[] {
  const entries: AuditEntry[] = []
  let prev = firstPrev
  for (let seq = 1; seq <= count; seq += 1) {
    const salt = `salt-${seq}`
    const said = {
      tenant: 'default',
      seq,
      at: `2026-11-22T23:00:0${seq % 10}.000Z`,
      action: 'limit.set',
      object_type: 'limit',
      object_id: `target/${seq}`,
      outcome: 'done',
      via: null,
      correlation_id: null,
      detail: { most: seq },
      proof: {
        actor: { hash: commitment(sha256, { field: 'actor', salt, value: 'omar' }), salt },
      },
      actor: 'omar',
      address: null,
      note: null,
      subject: null,
      prev,
    }
    prev = hashOf(sha256, said)
    entries.push({ ...said, hash: prev })
  }
  return entries
}

function checkpointOf({ tenant, seq, hash: head }: AuditEntry, key = privateKey): Checkpoint {
  const said = { v: 1 as const, tenant, seq, head, at: '2026-11-22T23:59:00.000Z', prev: firstPrev }
  return {
    ...said,
    signature: sign(null, Buffer.from(signedText(said)), key).toString('base64url'),
  }
}

const lines = (values: readonly unknown[]) =>
  values.map((one) => `${JSON.stringify(one)}\n`).join('')
const whole = chain(5)
const last = lastOf(whole)

function lastOf(entries: readonly AuditEntry[]): AuditEntry {
  const found = entries.at(-1)
  if (!found) throw new Error('An empty chain has no end')
  return found
}

function kept(entries: readonly unknown[], checkpoint = checkpointOf(last)) {
  const folder = freshFolder()
  const place = (name: string) => join(folder, name)
  writeFileSync(place('export.ndjson'), lines(entries))
  writeFileSync(place('checkpoints.ndjson'), lines([checkpoint]))
  writeFileSync(place('key.pem'), pem)
  const flags = ['--checkpoints', place('checkpoints.ndjson'), '--key', place('key.pem')]
  return ['audit', 'verify', '--file', place('export.ndjson'), ...flags]
}

it('finds an export whole without a server', async () => {
  const said = await pao(kept(whole))

  expect(said).toMatchObject({ code: 0, out: 'whole: 5 entries, 1 to 5, 1 checkpoints' })
})

it.each([
  ['an edit', whole.map((one) => (one.seq === 3 ? { ...one, detail: { most: 99 } } : one)), '3:'],
  ['a missing entry', whole.filter(({ seq }) => seq !== 2), '2:'],
  ['a missing end', whole.slice(0, 3), '4:'],
  ['another name', whole.map((one) => (one.seq === 4 ? { ...one, actor: 'ada' } : one)), '4:'],
  ['what is no entry', [...whole.slice(0, 2), { seq: 3 }], 'line 3'],
])('says no to %s and names the first bad number', async (_what, entries, place) => {
  const said = await pao(kept(entries))

  expect(said.code).toBe(1)
  expect(said.out + said.err).toContain(place)
})

it('says no to checkpoints that another key signed', async () => {
  const other = createPrivateKey(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
  )

  const said = await pao(kept(whole, checkpointOf(last, other)))

  expect(said).toMatchObject({ code: 1 })
  expect(said.out).toContain('checkpoint.signature')
})

it('asks for what makes a file worth checking', async () => {
  const said = await pao(kept(whole).slice(0, 4))

  expect(said.code).toBe(2)
  expect(said.err).toContain('--checkpoints')
})

let server: Server
const calls: string[] = []
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await text(request)
    calls.push(`${request.method} ${request.url}${body && ` ${body}`}`)
    if (request.url?.startsWith('/api/v1/audit/export')) {
      reply.writeHead(200, { 'content-type': 'application/x-ndjson' })
      return reply.end(lines(whole))
    }
    reply.writeHead(200, { 'content-type': 'application/json' })
    const answers: Record<string, unknown> = {
      '/api/v1/audit/checkpoints': { public_key: pem, files: [[checkpointOf(last)]] },
      '/api/v1/audit?action=limit.': { items: whole.slice(0, 1), next_cursor: 'more' },
      '/api/v1/audit/erasures': { erasure: 'e', values: 4 },
    }
    return reply.end(JSON.stringify(answers[request.url ?? ''] ?? { name: 'case-1' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (calls.length = 0))

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('recomputes what the server hands out', async () => {
  expect(await at('audit', 'verify')).toMatchObject({ code: 0 })
})

it('lists, exports, holds, lifts and forgets', async () => {
  const out = join(freshFolder(), 'log.csv')
  const listed = await at('audit', 'list', '--action', 'limit.')
  const exported = await at('audit', 'export', '--form', 'csv', '--out', out)
  const held = await at('audit', 'hold', 'case-1', '--reason', 'court')
  const lifted = await at('audit', 'release', 'case-1')
  const erased = await at('audit', 'erase', '--name', 'dana', '--reason', 'asked')

  expect(listed.out).toMatch(/limit\.set\s+limit\/target\/1[^]*more: --cursor more/)
  expect(exported).toMatchObject({ code: 0 })
  expect(held.out).toBe('the hold case-1 stands')
  expect(lifted.out).toBe('the hold case-1 is lifted')
  expect(erased.out).toBe('4 values are gone')
  expect(calls).toContain('POST /api/v1/audit/erasures {"names":["dana"],"reason":"asked"}')
})

it('prints the key and the checkpoints to be kept elsewhere', async () => {
  const said = await at('audit', 'checkpoints')

  expect(createPublicKey(said.out.split('\n{')[0] ?? '').asymmetricKeyType).toBe('ed25519')
  expect(said.out).toContain('"seq":5')
})
