import { type ActionContext, type Connection, connectors } from '@pao/connectors'
import { testContext } from '@pao/connectors/contract'
import { type FakeGithub, startFakeGithub } from '@pao/fakes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { receive } from '../src/requests/inbound.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const shelved = connectors.get('github-workflow')
if (!shelved) throw new Error('no github-workflow on the shelf')
const { execute, poll, resume, cancel: callOff } = shelved

let github: FakeGithub
let world: World

/** The connector as it is, with a way out to the stand-in. */
function reaching(context: ActionContext): ActionContext {
  const settings = { url: github.url }
  const secrets = { token: github.token }
  const connection: Connection = { name: 'main', type: 'github', settings, secrets }
  return { ...context, http: testContext().http, connection: () => connection }
}

beforeAll(async () => {
  github = await startFakeGithub({ port: 0 })
  world = await openWorld({
    items: [
      itemOf('database', [
        {
          id: 'provision',
          type: 'github-workflow',
          config: {
            repository: { owner: 'acme', name: 'infra' },
            workflow: { id: 'provision.yaml' },
            inputs: { name: '{{fields.name}}' },
            outputs: { extract_outputs: true },
          },
        },
      ]),
    ],
    connectors: [
      {
        ...shelved,
        execute: (context, config) => execute(reaching(context), config),
        poll: async (context, config, memo) =>
          poll?.(reaching(context), config, memo) ?? Promise.reject(new Error('no poll')),
        resume: async (context, config, memo, signal) =>
          resume?.(reaching(context), config, memo, signal) ?? Promise.reject(new Error('none')),
        cancel: async (context, config, memo) =>
          callOff?.(reaching(context), config, memo) ?? Promise.reject(new Error('no cancel')),
      },
    ],
    acts: {},
  })
  await world.replica()
})
afterAll(async () => {
  await world.close()
  await github[Symbol.asyncDispose]()
})

/** Well before the first look by time. */
const soon = { timeout: 10_000 }

const order = async () => {
  const before = github.runs().length
  const { id } = await submit(world.requests, ann, orderOf('database'))
  const read = () => getRequest(world.requests, ann, id)
  await expect.poll(async () => (await read()).actions[0]?.state, soon).toBe('waiting')
  const run = github.runs()[before]
  if (!run) throw new Error('no run was started')
  return { id, read, run }
}

describe('a request that waits for a workflow run', () => {
  it('goes on at once when GitHub tells that the run has ended', async () => {
    const { read, run } = await order()
    const outputs = { 'pao-outputs': { 'outputs.json': '{"host":"db-1"}' } }
    github.finish(run.id, { artifacts: outputs })

    const received = await receive(world.requests, 'github', {
      tenant: 'default',
      id: 'delivery-1',
      connection: 'main',
      body: { action: 'completed', workflow_run: { id: run.id, status: 'completed' } },
    })

    expect(received).toEqual({ duplicate: false, signalled: 1 })
    await expect.poll(async () => (await read()).state, soon).toBe('completed')
    expect((await read()).actions[0]?.outputs).toMatchObject({ host: 'db-1', run_id: run.id })
  })

  it('goes on with a run that it still looks for when GitHub tells of it by its mark', async () => {
    const before = github.runs().length
    github.switches.dropAfterEffect = 1
    github.switches.searchLagLooks = 100
    const { id } = await submit(world.requests, ann, orderOf('database'))
    const read = () => getRequest(world.requests, ann, id)
    await expect.poll(async () => (await read()).actions[0]?.state, soon).toBe('waiting')
    const run = github.runs()[before]
    if (!run) throw new Error('no run was started')
    const outputs = { 'pao-outputs': { 'outputs.json': '{"host":"db-2"}' } }
    github.finish(run.id, { artifacts: outputs })

    const received = await receive(world.requests, 'github', {
      tenant: 'default',
      id: 'delivery-marked',
      connection: 'main',
      body: { action: 'completed', workflow_run: { id: run.id, display_title: run.title } },
    })

    expect(received).toEqual({ duplicate: false, signalled: 1 })
    await expect.poll(async () => (await read()).state, soon).toBe('completed')
    expect((await read()).actions[0]?.outputs).toMatchObject({ host: 'db-2', run_id: run.id })
    expect(github.runs()).toHaveLength(before + 1)
    github.switches.searchLagLooks = 0
  })

  it('has the run cancelled when it is cancelled', async () => {
    const { id, run } = await order()

    await cancel(world.requests, { principal: ann, id, body: {} })

    await expect
      .poll(() => github.runs().find((one) => one.id === run.id)?.conclusion, soon)
      .toBe('cancelled')
  })
})
