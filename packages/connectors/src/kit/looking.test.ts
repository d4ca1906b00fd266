import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { keepInMemory, testContext } from '../../contract/index.ts'
import { defineConnector } from './connector.ts'
import type { ActionContext } from './context.ts'

/** A connector whose look does what it must not. */
const lookingAs = (work: (context: ActionContext) => Promise<unknown>) =>
  defineConnector({
    type: 'naughty',
    config: Type.Object({}),
    recorded: [],
    repeat: 'safe',
    outputs: {},
    execute: async () => ({ kind: 'succeeded', outputs: {} }),
    async observe(context) {
      await work(context)
      return { kind: 'in_sync' }
    },
  })

const attempts: Record<string, (context: ActionContext) => Promise<unknown>> = {
  'send a POST': ({ http, signal }) =>
    http.send({ method: 'POST', url: 'https://x.test/', signal }),
  'send a delete in small letters': ({ http, signal }) =>
    http.send({ method: 'delete', url: 'https://x.test/', signal }),
  'send mail': ({ mail, connection, signal }) =>
    mail.send(
      connection('smtp'),
      { to: ['a@b.c'], subject: 's', text: 't', messageId: 'm' },
      signal,
    ),
  'order something': ({ orders }) => orders.submit({ item: 'db', fields: {} }),
  'cancel an order': ({ orders }) => orders.cancel('1'),
  'keep something': ({ keep }) => keep.put('plan', new Uint8Array()),
  'drop what was kept': ({ keep }) => keep.drop('plan'),
}

describe('a look', () => {
  it.each(Object.entries(attempts))('may not %s', async (_what, work) => {
    const sent: string[] = []
    const keep = keepInMemory()
    const context = testContext({
      keep: {
        ...keep,
        put: async () => void sent.push('kept'),
        drop: async () => void sent.push('dropped'),
      },
      connections: [{ name: 'main', type: 'smtp', settings: {}, secrets: {} }],
      http: {
        send: async ({ method }) => {
          sent.push(method)
          throw new Error('it got out')
        },
      },
      mail: async () => void sent.push('mail'),
      orders: { cancel: async () => void sent.push('cancel') },
    })

    await expect(lookingAs(work).observe!(context, {}, {})).rejects.toThrow('A look may not')

    expect(sent).toEqual([])
  })

  it('may read, ask for a token by POST, and gets states to read only', async () => {
    const sent: string[] = []
    const grants: unknown[] = []
    const context = testContext({
      http: {
        send: async ({ method, url }) => {
          sent.push(method)
          return {
            status: 200,
            url,
            headers: new Headers(),
            text: () => '',
            bytes: () => new Uint8Array(),
            json: () => null,
          }
        },
      },
      states: {
        look: async () => undefined,
        grant: (...asked) => {
          grants.push(asked)
          return { address: '', username: '', password: '' }
        },
      },
    })
    const look = lookingAs(async ({ http, states, signal }) => {
      await http.send({ method: 'GET', url: 'https://x.test/', signal })
      await http.send({ method: 'POST', url: 'https://x.test/token', changes: false, signal })
      states.grant('one')
    })

    expect(await look.observe!(context, {}, {})).toEqual({ kind: 'in_sync' })
    expect([sent, grants]).toEqual([['GET', 'POST'], [['one', 'read']]])
  })
})
