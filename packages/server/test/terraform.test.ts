import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '@pao/connectors'
import { decideApproval } from '../src/requests/approvals/decide.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { getLogs, getOutputs, getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, dba, itemOf, olga, openWorld, orderOf } from './requests-world.ts'
import {
  configOf,
  hasTerraform,
  openTerraformWorld,
  run,
  terraform,
  type TerraformWorld,
} from './terraform-world.ts'

const canary = 'canary-5f3e81c2'

let world: TerraformWorld
beforeAll(async () => {
  world = await openTerraformWorld()
})
afterAll(() => world?.close())

function outputsOf(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind !== 'succeeded') throw new Error(JSON.stringify(outcome))
  return outcome.outputs
}

function waitingOf(outcome: Outcome) {
  if (outcome.kind !== 'waiting' || !outcome.ask) throw new Error(JSON.stringify(outcome))
  return { memo: outcome.memo, ask: outcome.ask }
}

describe.runIf(hasTerraform)('terraform itself', () => {
  it('makes what the code says and gives its outputs, the secret ones marked', async () => {
    const config = configOf({
      variables: { application: '${file("/etc/passwd")}', environment: 'dev', signing_key: canary },
    })

    const outcome = await run(world.context(), config)

    expect(outcome).toMatchObject({ kind: 'succeeded', sensitive: ['signing_key'] })
    expect(outputsOf(outcome)).toMatchObject({
      settings: { application: '${file("/etc/passwd")}', environment: 'dev', replicas: 1 },
      signing_key: canary,
      tf_applied: true,
      tf_created: true,
      tf_plan: { add: 1, change: 0, destroy: 0 },
    })
  })

  it('makes nothing new at a repeat whose first report got lost', async () => {
    const context = world.context()
    const first = outputsOf(await run(context, configOf()))

    const second = outputsOf(await run(context, configOf()))

    expect(second['settings_id']).toBe(first['settings_id'])
    expect(second).toMatchObject({ tf_plan: { add: 0, change: 0, destroy: 0 }, tf_created: true })
  })

  it('keeps no secret where it can be read', async () => {
    const context = world.context()
    const variables = { application: 'a', environment: 'dev', signing_key: canary }
    const asked = await run(context, configOf({ variables, execution: {} }))

    const { rows } = await world.database.pool.query<{ row: string }>(
      `select s::text as row from terraform_state s union all
       select encode(sealed, 'escape') from terraform_state_version union all
       select encode(sealed, 'escape') from effect_keepsake`,
    )

    expect(rows.length).toBeGreaterThan(2)
    expect(rows.filter(({ row }) => row?.includes(canary))).toEqual([])
    expect(JSON.stringify([asked, context.lines])).not.toContain(canary)
  })

  it('waits for a person, shows counts and addresses, and applies exactly that plan', async () => {
    const context = world.context()
    const config = configOf({ execution: {} })

    const { memo, ask } = waitingOf(await run(context, config))
    const before = await world.states.list('default')
    const signal = { decision: 'approve', digest: ask.digest, by: 'olga@example.com' }
    const outcome = await run(context, config, { entry: 'resume', memo, signal })

    expect(ask.summary).toContain('**1 to add, 0 to change, 0 to destroy**')
    expect(ask.summary).toContain('+   terraform_data.settings')
    expect(
      before.filter(({ madeBy, version }) => madeBy === context.request.id && version > 0),
    ).toEqual([])
    expect(outputsOf(outcome)).toMatchObject({ tf_applied: true, tf_plan: { digest: ask.digest } })
    expect(await context.keep.get('plan')).toBeUndefined()
  })

  it('asks again with another plan when the state has moved', async () => {
    const request = 'aaaaaaaa-0000-4000-8000-000000000001'
    const workspace = { name: 'moved' }
    const config = configOf({ execution: {}, workspace })
    const { memo, ask } = waitingOf(await run(world.context({ request }), config))
    await run(
      world.context(),
      configOf({ workspace, variables: { application: 'b', environment: 'x' } }),
    )

    const signal = { decision: 'approve', digest: ask.digest, by: 'olga@example.com' }
    const outcome = await run(world.context({ request }), config, { entry: 'resume', memo, signal })

    const again = waitingOf(outcome).ask
    expect(again.digest).not.toBe(ask.digest)
    expect(again.summary).toContain('1 to change')
  })

  it('applies nothing when the person says no', async () => {
    const context = world.context()
    const config = configOf({ execution: {} })
    const { memo, ask } = waitingOf(await run(context, config))

    const signal = { decision: 'reject', digest: ask.digest, by: 'olga', comment: 'too dear' }
    const outcome = await run(context, config, { entry: 'resume', memo, signal })

    expect(outcome).toMatchObject({ class: 'rejected', message: 'too dear', made: 'no' })
    expect(await context.keep.get('plan')).toBeUndefined()
  })

  it('takes no agreement to another plan', async () => {
    const context = world.context()
    const config = configOf({ execution: {} })
    const { memo, ask } = waitingOf(await run(context, config))

    const signal = { decision: 'approve', digest: ask.digest.replace(/./, 'x'), by: 'olga' }
    const outcome = await run(context, config, { entry: 'resume', memo, signal })

    expect(waitingOf(outcome).ask.digest).toBe(ask.digest)
  })

  it('changes nothing where only the plan was wanted', async () => {
    const context = world.context()

    const outcome = await run(context, configOf({ execution: { plan_only: true } }))

    expect(outputsOf(outcome)).toMatchObject({ tf_applied: false, tf_plan: { add: 1 } })
    const [state] = (await world.states.list('default')).filter(
      ({ madeBy }) => madeBy === context.request.id,
    )
    expect(state?.version ?? 0).toBe(0)
  })

  it('waits for the lock no longer than it may, and says who holds it', async () => {
    const request = 'aaaaaaaa-0000-4000-8000-000000000002'
    const config = configOf({ execution: { auto_approve: true, lock_timeout: 0 } })
    const state = String(outputsOf(await run(world.context({ request }), config))['tf_state'])
    const holder = { tenant: 'default', state, effect: 'other/a/1', request: 'other', until: 0 }
    await world.states.lock(holder, { ID: 'l1', Who: 'somebody' })

    const outcome = await run(world.context({ request }), config)
    await world.states.free('default', state, { id: 'omar' })

    expect(outcome).toMatchObject({ code: 'terraform.locked', retryable: true, made: 'no' })
  })

  it('says of wrong code and wrong values what is wrong, for good', async () => {
    await world.module('broken', 'resource "terraform_data" "x" {')

    const code = await run(
      world.context(),
      configOf({ source: { type: 'local', location: 'broken' } }),
    )
    const value = await run(
      world.context(),
      configOf({ variables: { application: 'a', environment: 'dev', replicas: 99 } }),
    )

    expect(code).toMatchObject({ code: 'terraform.init_failed', retryable: false, made: 'no' })
    expect(value).toMatchObject({ code: 'terraform.plan_failed', retryable: false, made: 'no' })
    expect(value).toHaveProperty('message', expect.stringContaining('Between 1 and 20 replicas'))
  })

  it('saves the state and frees its lock when it is stopped in the middle of an apply', async () => {
    await world.module(
      'slow',
      `resource "terraform_data" "first" {}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.first]
  provisioner "local-exec" { command = "sleep 30" }
}`,
    )
    const config = configOf({ source: { type: 'local', location: 'slow' }, variables: {} })
    const request = 'aaaaaaaa-0000-4000-8000-000000000003'
    const stop = new AbortController()
    const context = world.context({ request, signal: stop.signal })
    const log = context.log
    context.log = (line) => {
      if (line.startsWith('terraform_data.slow: Creating')) stop.abort()
      log(line)
    }

    const outcome = await run(context, config)

    const [state] = (await world.states.list('default')).filter(({ madeBy }) => madeBy === request)
    expect(outcome).toMatchObject({ class: 'cancelled', code: 'terraform.stopped', made: 'maybe' })
    expect(state).toMatchObject({ lock: null })
    expect(state?.resources).toBeGreaterThanOrEqual(1)
  })

  it('undoes what the order made, and finds nothing left at a repeat', async () => {
    const context = world.context()
    const outputs = outputsOf(await run(context, configOf()))

    const first = await run(context, configOf(), { entry: 'compensate', memo: outputs })
    const second = await run(context, configOf(), { entry: 'compensate', memo: outputs })

    expect(outputsOf(first)).toMatchObject({ tf_applied: true, tf_plan: { destroy: 1 } })
    expect(outputsOf(second)).toEqual({ tf_applied: false })
  })

  it('undoes without outputs only what its own request made', async () => {
    const workspace = { name: 'shared' }
    const maker = world.context()
    await run(maker, configOf({ workspace }))

    const other = await run(world.context(), configOf({ workspace }), { entry: 'compensate' })
    const own = await run(maker, configOf({ workspace }), { entry: 'compensate' })

    expect(other).toMatchObject({ code: 'terraform.not_only_ours', retryable: false })
    expect(own.kind).toBe('succeeded')
  })

  it('does not undo what another order has changed since', async () => {
    const workspace = { name: 'grown' }
    const maker = world.context()
    const made = outputsOf(await run(maker, configOf({ workspace })))
    const variables = { application: 'orders', environment: 'dev', replicas: 2 }
    await run(world.context(), configOf({ workspace, variables }))

    const undone = await run(maker, configOf({ workspace }), { entry: 'compensate', memo: made })

    expect(undone).toMatchObject({ code: 'terraform.not_only_ours' })
  })

  it('lets a hook of the operator refuse, and knows no other', async () => {
    const refused = await run(world.context(), configOf({ hooks: { pre_apply: ['refuse'] } }))
    const unknown = await run(world.context(), configOf({ hooks: { pre_plan: ['unknown'] } }))

    expect(refused).toMatchObject({
      code: 'terraform.hook_failed',
      message: 'The hook refuse (pre_apply) refused: pre_apply is not wanted',
      made: 'no',
    })
    expect(unknown).toMatchObject({ code: 'terraform.source_refused', retryable: false })
  })

  it.each(['../work', '/etc', 'no-such'])('takes no code from %s', async (location) => {
    const outcome = await run(world.context(), configOf({ source: { type: 'local', location } }))

    expect(outcome).toMatchObject({ kind: 'failed', code: 'terraform.source_refused', made: 'no' })
  })
})

describe.runIf(hasTerraform)('an order of it', () => {
  const item = itemOf('app', [
    {
      id: 'apply',
      type: 'terraform',
      order: 1,
      config: configOf({
        execution: {},
        variables: {
          application: '{{fields.name}}',
          environment: 'dev',
          signing_key: '{{secrets.KEY}}',
        },
      }),
    },
  ])

  it('waits for a person without a worker, and another process applies that very plan', async () => {
    const requests = await openWorld({
      items: [item],
      acts: {},
      connectors: [terraform],
      tools: world.tools,
      secrets: { KEY: canary },
    })
    const planner = await requests.replica()
    const { id } = await submit(requests.requests, ann, orderOf('app'))
    await requests.until(id, 'action_waiting')
    await planner.stop()
    const approval = `${id}.apply`
    const shown = await getApproval(requests.requests, dba, approval)
    const say = (digest: string) =>
      decideApproval(requests.requests, dba, {
        id: approval,
        said: { decision: 'approve', digest, how: 'api' },
      })

    await expect(say('another')).rejects.toMatchObject({ code: 'approval.outdated' })
    await requests.replica()
    await say(shown.digest)
    await requests.until(id, 'action_succeeded')

    const outputs = await getOutputs(requests.requests, ann, id)
    expect(shown.summary).toContain('to add')
    expect(outputs).toMatchObject({
      apply: { settings: { application: 'orders' }, signing_key: '***', tf_applied: true },
    })
    const seen = [
      await getRequest(requests.requests, olga, id),
      await getLogs(requests.requests, olga, id),
    ]
    expect(JSON.stringify(seen)).not.toContain(canary)
    await requests.close()
  })
})
