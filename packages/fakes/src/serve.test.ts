import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { serve, type Served } from './serve.ts'
import { portsFrom } from './stand-ins.ts'

const started = (served: Served) => {
  if (!served.ok) throw new Error(served.text)
  return served
}

it('starts those that are asked for, and prints where they are and what to use', async () => {
  const { text, stop } = started(await serve(['--port', '0', '--only', 'vault,mail']))
  try {
    const url = /^vault +(http:\S+)$/m.exec(text)?.[1] ?? ''
    const token = /^ +token +(\S+)$/m.exec(text)?.[1] ?? ''

    const seen = await fetch(`${url}/v1/secret/data/none`, { headers: { 'x-vault-token': token } })
    const effects = await fetch(`${url}/_fake/effects`)

    expect([seen.status, await effects.json()]).toEqual([404, []])
    expect(text).toMatch(/^ +smtp +127\.0\.0\.1:\d+$/m)
    expect(text).not.toContain('jira')
  } finally {
    await stop()
  }
})

it('puts each at its place behind the first port', () => {
  const ports = portsFrom(9000)

  expect(ports).toMatchObject({ jira: 9001, rest: 9002, mail: 9004, smtp: 9005, vault: 9008 })
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length)
})

it('tells every wrong word at once, and its help when asked', async () => {
  const wrong = await serve(['--port', 'x', '--only', 'jira,jria', '--tell', 'here'])
  const strange = await serve(['--ports', '1'])
  const help = await serve(['--help'])

  expect(wrong).toMatchObject({ ok: false, code: 2 })
  expect('text' in wrong && wrong.text.split('\n').map((line) => line.split(':')[0])).toEqual([
    '--only',
    '--port',
    '--tell',
  ])
  expect(strange).toMatchObject({ ok: false, code: 2 })
  expect(help).toMatchObject({ ok: false, code: 0 })
  expect('text' in help && help.text).toContain('docs/author/stand-ins.md')
})

it('leaves none running when the port of one is taken', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const refused = await serve(['--port', String(port - 3), '--only', 'rest,slack'])

  expect(refused).toMatchObject({ ok: false, code: 1 })
  await expect(fetch(`http://127.0.0.1:${port - 1}/`)).rejects.toThrow('fetch failed')
  await new Promise((resolve) => server.close(resolve))
})
