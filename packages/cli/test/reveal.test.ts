import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pao, root } from './pao.ts'

const id = '0198c5a4-8a10-7000-8000-000000000001'
const key = '-----BEGIN KEY-----\n\u001b[2Jabc\n-----END KEY-----'
const at = (action: string, name: string) =>
  `POST /api/v1/requests/${id}/outputs/${action}/${name}/reveal`
const answers: Readonly<Record<string, unknown>> = {
  [at('make', 'password')]: { action: 'make', name: 'password', value: 'correct horse' },
  [at('make', 'tls.key')]: { action: 'make', name: 'tls.key', value: key },
  [at('read', 'data')]: { action: 'read', name: 'data', value: { user: 'app' } },
}

let server: Server
beforeAll(async () => {
  server = createServer((call, reply) => {
    const found = answers[`${call.method} ${decodeURIComponent(call.url ?? '')}`]
    reply.writeHead(found ? 200 : 409, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(found ?? { code: 'output.gone', title: 'Not shown any more' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

const reveal = (output: string, width = Infinity) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return pao(['request', 'reveal', id, output, '--url', url], root, '', width)
}

it('writes the value alone, as it is, for the program behind the pipe', async () => {
  const said = await Promise.all(
    ['make.password', 'make.tls.key', 'read.data'].map((one) => reveal(one)),
  )

  expect(said).toEqual([
    { code: 0, out: 'correct horse', err: '' },
    { code: 0, out: key, err: '' },
    { code: 0, out: '{\n  "user": "app"\n}', err: '' },
  ])
})

it('warns at a terminal, and lets no value steer it', async () => {
  const said = await reveal('make.tls.key', 80)

  expect(said.out).toBe('-----BEGIN KEY-----\n [2Jabc\n-----END KEY-----')
  expect(said.err).toContain('This is a secret')
})

it('says what is refused, and what is no output', async () => {
  const [gone, misnamed] = [await reveal('make.token'), await reveal('password')]

  expect([gone.code, gone.out, gone.err]).toEqual([1, '', 'Not shown any more (output.gone)'])
  expect([misnamed.code, misnamed.err]).toEqual([
    2,
    'password is no output; name it as <action>.<name>',
  ])
})
