import { type FakeHcp, startFakeHcp } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exerciseConnector, testContext, type TestContextOptions } from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { TerraformConfig } from './config.ts'
import { terraform } from './connector.ts'

const canary = 'canary-of-the-value-91'
const config: TerraformConfig = {
  runner: 'hcp',
  workspace: { name: 'app' },
  variables: { size: 3, name: 'a ${b}', key: canary },
  sensitive_variables: ['key'],
  execution: {},
}

function connectionTo({ url, organization, tokens }: FakeHcp): Connection {
  return {
    name: 'main',
    type: 'terraform',
    settings: { url, organization },
    secrets: { token: tokens.team },
  }
}

const plain: TerraformConfig = { runner: 'hcp', workspace: { name: 'app' } }

exerciseConnector(terraform, {
  config: plain,
  async remote() {
    const hcp = await startFakeHcp({ port: 0 })
    return {
      config: plain,
      options: { connections: [connectionTo(hcp)] },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        hcp.switches.failures = [failure]
      },
      effects: () => hcp.effects().length,
      [Symbol.asyncDispose]: () => hcp[Symbol.asyncDispose](),
    }
  },
})

let hcp: FakeHcp
beforeEach(async () => {
  hcp = await startFakeHcp({
    port: 0,
    outputs: [
      { name: 'endpoint', value: 'db.example.com', sensitive: false },
      { name: 'password', value: canary, sensitive: true },
    ],
  })
})
afterEach(() => hcp[Symbol.asyncDispose]())

const contextOf = (more: TestContextOptions = {}) =>
  testContext({ connections: [connectionTo(hcp)], ...more })
const kinds = () => hcp.effects().map(({ kind }) => kind)

function memoOf(outcome: Outcome): Outputs {
  if (outcome.kind !== 'waiting') throw new Error(JSON.stringify(outcome))
  return outcome.memo
}

/** Looks until the wait for the other side is over. */
async function followed(first: Outcome, given = config, context = contextOf()): Promise<Outcome> {
  let outcome = first
  for (let looks = 0; looks < 12; looks += 1) {
    if (outcome.kind !== 'waiting' || outcome.waitingFor === 'person') return outcome
    outcome = await terraform.poll!(context, given, outcome.memo)
  }
  throw new Error('it never ended')
}

async function asked(given = config) {
  const outcome = await followed(await terraform.execute(contextOf(), given), given)
  if (outcome.kind !== 'waiting' || !outcome.ask) throw new Error(JSON.stringify(outcome))
  return { memo: outcome.memo, ask: outcome.ask, outcome }
}

const decide = (memo: Outputs, signal: Outputs, given = config) =>
  terraform.resume!(contextOf(), given, memo, { by: 'olga@example.com', ...signal })

const missing = (create_if_not_exists: boolean) => ({
  ...plain,
  workspace: { name: 'new', create_if_not_exists },
})

const answer = (status: string) => ({
  status: 200,
  headers: new Headers(),
  url: '',
  text: () => '',
  bytes: () => new Uint8Array(),
  json: () => ({
    data: { id: 'run-1', attributes: { status, actions: {} }, relationships: {} },
  }),
})

describe('a run in HCP Terraform', () => {
  it('is applied by itself where the item says so, and brings its outputs', async () => {
    const given = { ...config, execution: { auto_approve: true } }

    const outcome = await followed(await terraform.execute(contextOf(), given), given)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      sensitive: ['password'],
      outputs: { endpoint: 'db.example.com', password: canary, tf_applied: true, tf_created: true },
    })
    expect(kinds()).toEqual(['variable', 'run', 'apply'])
  })

  it('carries plain values with itself, as texts, and secrets as variables nobody can read', async () => {
    await terraform.execute(contextOf(), config)
    await terraform.execute(contextOf({ idempotencyKey: 'other/apply/1' }), config)

    expect(hcp.runs()[0]?.attributes['variables']).toEqual([
      { key: 'size', value: '3' },
      { key: 'name', value: '"a $${b}"' },
    ])
    expect(hcp.variables()).toMatchObject([{ attributes: { value: canary, sensitive: true } }])
    expect(JSON.stringify(hcp.runs())).not.toContain(canary)
  })

  it('waits for a person who sees counts, costs and policies, and applies that very run', async () => {
    const { memo, ask, outcome } = await asked()
    const next = await decide(memo, { decision: 'approve', digest: ask.digest })
    const ended = await followed(next)

    expect(ask.summary).toContain('**2 to add, 0 to change, 0 to destroy**')
    expect(ask.summary).toContain('25.50 a month')
    expect(ask.summary).toContain('Policies: passed')
    expect(outcome).toMatchObject({ waitingFor: 'person', key: 'terraform:main:run-1' })
    expect(ended).toMatchObject({
      kind: 'succeeded',
      outputs: { tf_plan: { add: 2, digest: ask.digest } },
    })
  })

  it('is discarded when the person says no', async () => {
    const { memo, ask } = await asked()

    const outcome = await decide(memo, {
      decision: 'reject',
      digest: ask.digest,
      comment: 'too dear',
    })

    expect(outcome).toMatchObject({ class: 'rejected', message: 'too dear', made: 'no' })
    expect(kinds()).toEqual(['variable', 'run', 'discard'])
  })

  it('is not applied by an agreement to something else', async () => {
    const { memo } = await asked()

    const outcome = await decide(memo, { decision: 'approve', digest: 'other' })

    expect(outcome).toMatchObject({ kind: 'waiting', waitingFor: 'person' })
    expect(kinds()).not.toContain('apply')
  })

  it('takes a notification for a hint and reads the run itself', async () => {
    const { memo } = await asked()

    const outcome = await decide(memo, { run_status: 'applied' })

    expect(outcome).toMatchObject({ kind: 'waiting', waitingFor: 'person' })
  })

  it('goes on with what somebody confirmed in HCP itself', async () => {
    const { memo } = await asked()
    await fetch(`${hcp.url}/api/v2/runs/run-1/actions/apply`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${hcp.tokens.team}`,
        'content-type': 'application/vnd.api+json',
      },
      body: '{}',
    })

    const ended = await followed(await terraform.poll!(contextOf(), config, memo))

    expect(ended).toMatchObject({ kind: 'succeeded', outputs: { tf_applied: true } })
  })

  it('only plans where only the plan was wanted', async () => {
    const given = { ...config, execution: { plan_only: true } }

    const outcome = await followed(await terraform.execute(contextOf(), given), given)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { tf_applied: false, tf_plan: { add: 2 } },
    })
  })

  it('makes the workspace that is missing, if it may', async () => {
    const refused = await terraform.execute(contextOf(), missing(false))
    const made = await terraform.execute(contextOf(), missing(true))

    expect(refused).toMatchObject({ code: 'terraform.workspace_missing' })
    expect(made.kind).toBe('waiting')
    expect(kinds()).toEqual(['workspace', 'run'])
  })

  it('waits for outputs that are still being worked out', async () => {
    hcp.delayOutputs(2)
    const given = { ...config, execution: { auto_approve: true } }

    const outcome = await followed(await terraform.execute(contextOf(), given), given)

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { endpoint: 'db.example.com' } })
  })

  it('is told to stop with the request: discarded while it waits, cancelled while it works', async () => {
    const { memo } = await asked()
    await terraform.cancel!(contextOf(), config, memo)
    const given = { ...config, execution: { auto_approve: true } }
    const context = contextOf({ idempotencyKey: 'other/apply/1' })
    const working = await terraform.execute(context, given)
    await terraform.cancel!(context, given, memoOf(working))
    const again = await terraform.cancel!(context, given, memoOf(working))

    expect(kinds().filter((kind) => kind !== 'run' && kind !== 'variable')).toEqual([
      'discard',
      'cancel',
    ])
    expect(again.kind).toBe('succeeded')
  })

  it('is undone by a run that destroys, without asking anybody', async () => {
    const given = { ...config, execution: { auto_approve: true } }
    const made = await followed(await terraform.execute(contextOf(), given), given)
    const outputs = made.kind === 'succeeded' ? made.outputs : {}
    const context = contextOf({ idempotencyKey: '0199-request/apply:rollback/1' })

    const undoing = await terraform.compensate!(context, config, outputs)
    const undone = await followed(undoing, config, context)

    expect(undone).toMatchObject({ kind: 'succeeded', outputs: { tf_applied: true } })
    expect(hcp.runs()[1]?.attributes['is-destroy']).toBe(true)
    expect(kinds()).toEqual(['variable', 'run', 'apply', 'run', 'apply'])
  })

  it('is not undone where the workspace held something before', async () => {
    hcp.fill('app', 5)
    const given = { ...config, execution: { auto_approve: true } }
    const made = await followed(await terraform.execute(contextOf(), given), given)

    const outcome = await terraform.compensate!(
      contextOf(),
      config,
      made.kind === 'succeeded' ? made.outputs : {},
    )

    expect(outcome).toMatchObject({ code: 'terraform.not_only_ours' })
  })

  it.each(['errored', 'canceled', 'discarded', 'policy_soft_failed'])(
    'that ends as %s has failed',
    async (status) => {
      const first = await terraform.execute(contextOf(), config)
      const [run] = hcp.runs()
      if (run) run.status = status

      const outcome = await followed(first)

      expect(outcome).toMatchObject({ kind: 'failed', retryable: false, made: 'no' })
    },
  )

  it('in a state nobody knows is a run under way', async () => {
    const first = await terraform.execute(contextOf(), config)
    const http = { send: () => Promise.resolve(answer('thinking_hard')) }

    const outcome = await terraform.poll!(contextOf({ http }), config, memoOf(first))

    expect(outcome).toMatchObject({ kind: 'waiting', waitingFor: 'remote' })
  })
})

it.each([
  ['terraform.denied', { secrets: { token: 'wrong' } }, {}],
  ['terraform.not_with_hcp', {}, { backend: { type: 'local' as const } }],
  ['terraform.not_with_hcp', {}, { source: { type: 'registry' as const, location: 'a/b/c' } }],
  ['terraform.workspace_missing', {}, { workspace: undefined }],
])('refuses with %s', async (code, connection, more) => {
  const context = contextOf({ connections: [{ ...connectionTo(hcp), ...connection }] })
  const { workspace, ...rest } = { ...plain, ...more }

  const outcome = await terraform.execute(context, { ...rest, ...(workspace && { workspace }) })

  expect(outcome).toMatchObject({ kind: 'failed', code, retryable: false })
  expect(kinds()).toEqual([])
})

it('tells of no secret in any word', async () => {
  const said: unknown[] = []
  for (const status of [200, 400, 401, 500]) {
    if (status !== 200) hcp.switches.failures = [{ status, times: 9 }]
    const context = contextOf()
    said.push(await terraform.execute(context, config), context.lines)
  }

  const text = JSON.stringify(said)
  expect(text).not.toContain(canary)
  expect(text).not.toContain(hcp.tokens.team)
})
