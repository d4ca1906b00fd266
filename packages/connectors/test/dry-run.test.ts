import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { dryFacts, noon, testContext, type TestContextOptions } from '../contract/index.ts'
import { type Connector, dryRun } from '../src/index.ts'
import { githubWorkflow } from '../src/github-workflow/connector.ts'
import { healthCheck } from '../src/health-check/connector.ts'
import { httpPoll } from '../src/http-poll/connector.ts'
import { jiraTicket } from '../src/jira-ticket/connector.ts'
import type { Answer } from '../src/kit/context.ts'
import type { Outcome } from '../src/kit/outcome.ts'
import { notification } from '../src/notification/connector.ts'
import { restApi } from '../src/rest-api/connector.ts'
import { vaultSecret } from '../src/vault-secret/connector.ts'
import { webhook } from '../src/webhook/connector.ts'

const url = 'https://api.example.com/things'

const dry = (connector: unknown, config: unknown, options: TestContextOptions = {}) =>
  dryRun(connector as Connector, dryFacts(options), config)

/** A connector that does just this. */
function made(execute: Connector['execute'], more: Partial<Connector> = {}): Connector {
  return {
    type: 'made',
    config: Type.Object({}),
    outputs: {},
    repeat: 'safe',
    recorded: [],
    execute,
    ...more,
  }
}

const done: Outcome = { kind: 'succeeded', outputs: {} }
const waiting: Outcome = { kind: 'waiting', waitingFor: 'remote', until: noon, memo: {} }

describe('a dry run', () => {
  it('tells the call that has no recorded answer, and does not guess what comes after', async () => {
    const connector = made(async ({ http, signal }) => {
      await http.send({ method: 'POST', url: `${url}/7`, signal, body: '{"a":1}' })
      return done
    })

    const { outcome, calls } = await dry(connector, {})

    expect(outcome).toEqual({ kind: 'not_known', message: 'no recorded answer for POST /things/7' })
    expect(calls).toMatchObject([{ method: 'POST', target: `${url}/7`, body: { a: 1 } }])
  })

  it('gives answers in their order, and the last that fits again and again', async () => {
    const seen: number[] = []
    const recorded = [200, 201].map((status) => ({
      method: 'GET',
      path: '/things/{}',
      status,
      source: 'test',
    }))
    const connector = made(
      async ({ http, signal }) => {
        for (const id of ['a', 'b', 'c'])
          seen.push((await http.send({ method: 'GET', url: `${url}/${id}`, signal })).status)
        return done
      },
      { recorded },
    )

    await dry(connector, {})

    expect(seen).toEqual([200, 201, 201])
  })

  it('jumps over the waits and hands the memo on as a row would', async () => {
    const connector = made(
      async ({ now }) => ({ ...waiting, until: now + 3_600_000, memo: { left: undefined, at: 1 } }),
      { poll: async (_context, _config, memo) => ({ kind: 'succeeded', outputs: { memo } }) },
    )

    const { outputs, waitedMs } = await dry(connector, {})

    expect(outputs).toEqual({ memo: { at: 1 } })
    expect(waitedMs).toBe(3_600_000)
  })

  it('ends with a connector that waits for ever, calls for ever, or breaks', async () => {
    const forever = made(async () => waiting)
    const loud = made(
      async ({ http, signal }) => {
        for (;;) await http.send({ method: 'GET', url, signal })
      },
      { recorded: [{ method: 'GET', path: '/things', status: 200, source: 'test' }] },
    )
    const broken = made(() => Promise.reject(new TypeError('secret words')))

    const ends = await Promise.all([forever, loud, broken].map((one) => dry(one, {})))

    expect(ends.map(({ outcome }) => outcome)).toEqual([
      { kind: 'not_known', message: 'it still waits after 150 looks' },
      { kind: 'not_known', message: 'it makes more than 250 calls' },
      { kind: 'not_known', message: 'the connector broke off' },
    ])
    expect(ends[1]?.calls).toHaveLength(1)
    expect(ends[1]?.calls[0]).toMatchObject({ times: 250 })
  })

  it('ends with a connector that waits for what never comes, when it is told to', async () => {
    const stopped = new AbortController()
    const hanging = made(() => new Promise(() => undefined))

    const running = dry(hanging, {}, { signal: stopped.signal })
    stopped.abort()

    expect((await running).outcome).toEqual({
      kind: 'not_known',
      message: 'it took longer than a dry run may',
    })
  })

  it('says how it would fail', async () => {
    const { outcome } = await dry(restApi, { endpoint: { url: 'ftp://files.example.com' } })

    expect(outcome).toMatchObject({
      kind: 'would_fail',
      class: 'permanent',
      code: 'config.url_invalid',
    })
  })

  it('shows a long body cut, and no more altogether than can be read', async () => {
    const connector = made(
      async ({ http, signal }) => {
        for (let call = 0; call < 40; call += 1)
          await http.send({
            method: 'PUT',
            url: `${url}/${call}`,
            signal,
            body: 'x'.repeat(50_000),
          })
        return done
      },
      { recorded: [{ method: 'PUT', path: '/things/{}', status: 200, source: 'test' }] },
    )

    const { calls } = await dry(connector, {})

    expect(calls).toHaveLength(40)
    expect(JSON.stringify(calls).length).toBeLessThan(80_000)
  })

  it('says what is not set up, and goes on with something invented', async () => {
    const { outcome, notes } = await dry(notification, { channel: 'slack', message: 'ready' })

    expect(outcome.kind).toBe('would_succeed')
    expect(notes).toEqual(['No slack connection. An invented one stands in its place'])
  })
})

describe('what is secret', () => {
  it('is hidden wherever a call carries it', async () => {
    const connector = made(
      async ({ http, signal, secret }) => {
        const token = secret('TOKEN')
        await http.send({
          method: 'POST',
          url: `${url}?key=${encodeURIComponent(token)}&access_token=abc`,
          headers: { 'x-own': `is ${token}`, 'x-api-key': 'anything' },
          body: JSON.stringify({ deep: [{ password: 'p', note: token }] }),
          signal,
        })
        return done
      },
      { recorded: [{ method: 'POST', path: '/things', status: 200, source: 'test' }] },
    )

    const { calls } = await dry(connector, {}, { secrets: { TOKEN: 'real' } })

    expect(calls).toMatchObject([
      {
        target: `${url}?key=***&access_token=***`,
        headers: { 'x-own': 'is ***', 'x-api-key': '***' },
        body: { deep: [{ password: '***', note: '***' }] },
      },
    ])
  })

  it('is hidden in outputs, and where a call carries such an output', async () => {
    const { outputs, calls } = await dry(vaultSecret, {
      path: 'apps/orders',
      generate: [{ name: 'word' }],
    })

    expect(outputs['data']).toBe('***')
    expect(calls.at(-1)?.body).toEqual({ options: { cas: 0 }, data: { word: '***' } })
  })
})

describe('what is remembered', () => {
  const config = {
    endpoint: { url: `${url}/${crypto.randomUUID()}` },
    caching: { enabled: true },
    authentication: {
      type: 'oauth2' as const,
      credentials: { client_id: 'a', client_secret_ref: 'S', token_url: 'https://id.example.com' },
    },
  }
  const body = { access_token: 'real', expires_in: 3600 }
  const answer = (text: string): Answer => ({
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    url,
    text: () => text,
    bytes: () => Buffer.from(text),
    json: () => JSON.parse(text) as unknown,
  })

  it('by a real call is not met by a dry one, nor the other way round', async () => {
    const options = {
      secrets: { S: 'very-secret' },
      http: { send: () => Promise.resolve(answer(JSON.stringify(body))) },
    }
    const before = await dry(restApi, config, options)
    const context = testContext(options)
    const real = await restApi.execute(context, config)

    const after = await dry(restApi, config, options)

    expect(context.calls).toHaveLength(2)
    expect(real).toMatchObject({ outputs: { body } })
    expect(after.calls).toEqual(before.calls)
    expect(after.outputs['body']).toEqual({})
  })
})

const jira = (settings: Record<string, unknown>) => [
  { name: 'main', type: 'jira', settings, secrets: { token: 'a-token' } },
]

describe('every way a connector can go has its answers', () => {
  it.each([
    [
      'an issue on Data Center below a path',
      jiraTicket,
      { ticket: { project: 'A', summary_template: 's' }, fields: { reporter: 'ada' } },
      { connections: jira({ url: 'https://jira.example.com/jira', flavor: 'dc' }) },
    ],
    [
      'an issue with all that can follow it',
      jiraTicket,
      {
        ticket: { project: 'A', summary_template: 's' },
        fields: { assignee: 'ada', custom_fields: { Size: 3, customfield_1: 'x' } },
        workflow: {
          transition_on_create: 'Triage',
          expected_resolution_time: 4,
          success_resolutions: ['Fixed'],
          result_fields: { endpoint: 'Endpoint' },
        },
        attachments: [{ name: 'a.txt', content: 'a' }],
        linking: { link_type: 'Blocks', inward_issue: 'A-1' },
      },
      {},
    ],
    [
      'a run started as an app, its outputs and logs read',
      githubWorkflow,
      {
        repository: { owner: 'acme', name: 'infra' },
        workflow: { id: 'a.yaml' },
        authentication: { type: 'app', app_id: 1, private_key_ref: 'KEY' },
        outputs: { extract_outputs: true, capture_logs: true },
        artifacts: { download: true },
      },
      {},
    ],
    [
      'a secret by AppRole',
      vaultSecret,
      { path: 'apps/a', operation: 'rotate', generate: [{ name: 'word' }] },
      {
        connections: [
          {
            name: 'main',
            type: 'vault',
            settings: { url: 'https://vault.example.com', auth: 'approle', role_id: 'r' },
            secrets: { secret_id: 'an-id' },
          },
        ],
      },
    ],
    ['a secret read', vaultSecret, { path: 'apps/a', operation: 'read', version: 3 }, {}],
    ['a secret deleted', vaultSecret, { path: 'apps/a', operation: 'delete', cas: 2 }, {}],
    ['a mail', notification, { channel: 'email', message: 'm', to: ['a@example.com'] }, {}],
    ['a port', healthCheck, { type: 'tcp', target: 'db.example.com:5432' }, {}],
    [
      'a page in good health',
      healthCheck,
      { type: 'http', target: url, config: { until: '$.checks[?@.ok == true]' }, successes: 100 },
      {},
    ],
    [
      'a wait for a state',
      httpPoll,
      {
        url,
        until: '$[?@.state == "ready" && @.size == 3]',
        failed_when: '$[?@.state == "bad"]',
        parsing: { extract: [{ path: '$.items[1].id', name: 'id', required: true }] },
      },
      {},
    ],
    [
      'work behind a 202',
      restApi,
      { endpoint: { url, method: 'POST' }, async: { until: '$.done' } },
      {},
    ],
    [
      'work behind a status address',
      restApi,
      {
        endpoint: { url, method: 'POST' },
        async: { status_url: '/jobs/{data.id}', until: '$[?@.phase == "over"]' },
      },
      {},
    ],
    [
      'an answer in XML',
      restApi,
      {
        endpoint: { url },
        parsing: { type: 'xml', extract: [{ path: '/a/b/c', name: 'c', required: true }] },
      },
      {},
    ],
    [
      'an answer in lines',
      restApi,
      {
        endpoint: { url },
        parsing: { type: 'text', extract: [{ path: '3', name: 'c', required: true }] },
      },
      {},
    ],
    [
      'an answer by schema',
      webhook,
      {
        endpoint: { url },
        validation: {
          expected_status: [202],
          response_schema: {
            type: 'object',
            required: ['id', 'list'],
            properties: {
              id: { type: 'string', minLength: 30 },
              list: { type: 'array', items: { type: 'integer', minimum: 4 } },
              at: { type: 'string', format: 'date-time' },
            },
          },
        },
      },
      {},
    ],
  ])('%s', async (_name, connector, config, options) => {
    const { outcome } = await dry(connector, config, options)

    expect(outcome).toEqual({ kind: 'would_succeed' })
  })

  it.each([
    [httpPoll, { url, until: '$[?@.size > 3]' }],
    [
      restApi,
      { endpoint: { url }, parsing: { type: 'xml', extract: [{ path: '//a[@b]', name: 'a' }] } },
    ],
    [webhook, { endpoint: { url }, validation: { response_schema: { not: {} } } }],
  ])('and where no answer can be made up it says so', async (connector, config) => {
    const { outcome } = await dry(connector, config)

    expect(outcome).toMatchObject({ kind: 'not_known' })
  })
})
