import { startFakeRest } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { exerciseObserving, testContext, type TestContextOptions } from '../../contract/index.ts'
import type { Answer } from '../kit/context.ts'
import type { RestApiConfig } from './config.ts'
import { restApi } from './connector.ts'

const secrets = { API_TOKEN: 'very-secret-token' }
const made = (url: string): RestApiConfig => ({
  endpoint: { url: `${url}/v1/databases`, method: 'POST' },
  authentication: { type: 'bearer', credentials: { token_ref: 'API_TOKEN' } },
  body: { type: 'json', content_template: '{"name":"orders","size":3}' },
  parsing: { extract: [{ path: '$.id', name: 'database_id', required: true }] },
  drift: {
    url: '/v1/databases/{database_id}',
    expect: [
      { path: '$.size', value: '3' },
      { path: '$.name', value: 'orders' },
    ],
  },
})

const look = (
  drift: RestApiConfig['drift'],
  body: unknown,
  more: { outputs?: Record<string, unknown>; options?: TestContextOptions } = {},
) => {
  const text = JSON.stringify(body)
  const answer: Answer = {
    status: 200,
    url: '',
    headers: new Headers(),
    text: () => text,
    bytes: () => Buffer.from(text),
    json: () => JSON.parse(text) as unknown,
  }
  const context = testContext({ http: { send: async () => answer }, ...more.options })
  const config = {
    endpoint: { url: 'https://api.example.com/v1/x', method: 'POST' as const },
    ...(drift && { drift }),
  }
  return { context, found: restApi.observe!(context, config, more.outputs ?? {}) }
}

describe('a look at what a call made', () => {
  exerciseObserving(restApi, async () => {
    const rest = await startFakeRest({ port: 0, token: secrets.API_TOKEN })
    const config = made(rest.url)
    const outcome = await restApi.execute(testContext({ secrets }), config)
    const outputs = outcome.kind === 'succeeded' ? outcome.outputs : {}
    const at = `${rest.url}/v1/databases/${String(outputs['database_id'])}`
    const headers = { authorization: `Bearer ${secrets.API_TOKEN}` }
    return {
      config,
      outputs,
      options: { secrets },
      change: () => fetch(at, { method: 'PATCH', headers, body: '{"size":4}' }),
      remove: () => fetch(at, { method: 'DELETE', headers }),
      fail: async (status) => {
        rest.switches.failures = [{ status, times: 9 }]
      },
      standing: () => JSON.stringify(rest.effects()),
      [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
    }
  })

  it('is not taken where the item says nothing of one', async () => {
    const { context, found } = look(undefined, {})

    expect(await found).toEqual({ kind: 'blind' })
    expect(context.calls).toEqual([])
  })

  it('tells each value with what was expected, lists and absence included', async () => {
    const wanted = [
      { path: '$.tags', value: ['a', 'b'] },
      { path: '$.public', value: false },
      { path: '$.owner', value: 'ann' },
      { path: '$.debug', value: null },
    ]

    const { found } = look({ url: '/x', expect: wanted }, { tags: ['a'], public: 'true', debug: 1 })

    expect(await found).toEqual({
      kind: 'drifted',
      differences: [
        { path: '$.tags', expected: ['a', 'b'], found: ['a'] },
        { path: '$.public', expected: false, found: 'true' },
        { path: '$.owner', expected: 'ann' },
        { path: '$.debug', expected: null, found: 1 },
      ],
    })
  })

  it.each([
    ['{id}', {}, 'rest.drift_address'],
    ['/v1/../admin', {}, 'config.url_invalid'],
    ['/v1/{id}', { id: '..' }, 'config.url_invalid'],
  ])('goes nowhere at %s with %o', async (url, outputs, code) => {
    const { context, found } = look({ url, expect: [{ path: '$.a', value: 1 }] }, {}, { outputs })

    expect(await found).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(context.calls).toEqual([])
  })

  it('is sent as a GET without the body, whatever made the thing', async () => {
    const { context, found } = look(
      { url: 'https://api.example.com/v1/x/1', expect: [{ path: '$.a', value: 1 }] },
      { a: 1 },
    )

    await found
    expect(context.calls).toMatchObject([{ method: 'GET', url: 'https://api.example.com/v1/x/1' }])
    expect(context.calls[0]).not.toHaveProperty('body')
  })
})
