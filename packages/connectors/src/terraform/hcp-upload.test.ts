import { gzipSync } from 'node:zlib'
import { type FakeHcp, startFakeHcp } from '@pao/fakes'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testContext, type TestContextOptions } from '../../contract/index.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { type CodeSource, WorkFailure, type Workplace } from '../kit/process.ts'
import type { TerraformConfig } from './config.ts'
import { terraform } from './connector.ts'

const config: TerraformConfig = {
  runner: 'hcp',
  workspace: { name: 'app' },
  source: { type: 'git', location: 'https://github.com/acme/infra', ref: 'v1' },
  module: { path: 'app' },
  execution: { auto_approve: true },
}

let hcp: FakeHcp
let brought: (CodeSource | string)[]
beforeEach(async () => {
  brought = []
  hcp = await startFakeHcp({ port: 0, workspaces: ['own'] })
})
afterEach(() => hcp[Symbol.asyncDispose]())

const nothing = () => Promise.reject(new Error('nothing is run here'))

/** A folder whose code is the name of what was packed; nothing can be run in it. */
function folder(bytes?: Uint8Array): Workplace {
  return {
    path: (name) => name,
    lasting: nothing,
    write: nothing,
    read: nothing,
    run: nothing,
    permits: () => true,
    async bring(source) {
      brought.push(source)
      return source.kind === 'git' ? { revision: 'c0ffee' } : {}
    },
    async pack(name) {
      brought.push(name)
      return bytes ?? gzipSync(name)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

const contextOf = (more: TestContextOptions = {}) =>
  testContext({
    connections: [
      {
        name: 'main',
        type: 'terraform',
        settings: { url: hcp.url, organization: hcp.organization },
        secrets: { token: hcp.tokens.team },
      },
    ],
    process: { open: async () => folder() },
    ...more,
  })
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})
const start = (given = config, more: TestContextOptions = {}) =>
  terraform.execute(contextOf(more), given)
const polled = (outcome: Outcome, given = config) =>
  terraform.poll!(contextOf(), given, memoOf(outcome))

it('hands the code over, waits until it is taken in, and runs that very code', async () => {
  const handed = await start()
  const before = hcp.runs().length
  const running = await polled(handed)

  const [code] = hcp.configurations()
  expect(brought).toEqual([
    { kind: 'git', url: 'https://github.com/acme/infra', ref: 'v1' },
    'code/app',
  ])
  expect(before).toBe(0)
  expect(hcp.runs()).toMatchObject([{ configuration: code?.id }])
  expect(Buffer.from(code?.bytes ?? [])).toEqual(gzipSync('code/app'))
  expect(running).toMatchObject({ kind: 'waiting', key: 'terraform:main:run-1' })
})

it('brings it to its end, and undoes it with the same code', async () => {
  let outcome = await start()
  for (let looks = 0; looks < 12 && outcome.kind === 'waiting'; looks += 1)
    outcome = await polled(outcome)
  const made = outcome.kind === 'succeeded' ? outcome.outputs : {}
  const context = contextOf({ idempotencyKey: 'undo' })
  let undone = await terraform.compensate!(context, config, made)
  for (let looks = 0; looks < 12 && undone.kind === 'waiting'; looks += 1)
    undone = await terraform.poll!(context, config, undone.memo)

  expect([outcome.kind, undone.kind]).toEqual(['succeeded', 'succeeded'])
  expect(hcp.runs().map(({ attributes }) => attributes['is-destroy'])).toEqual([false, true])
})

it('keeps and shows no address that opens the upload, and sends no token there', async () => {
  const context = contextOf()

  const outcome = await terraform.execute(context, config)

  const [key = ''] = hcp.configurations().map((one) => one.key)
  const put = context.calls.find(({ method }) => method === 'PUT')
  expect(put?.url).toContain(key)
  expect(put?.headers).not.toHaveProperty('authorization')
  expect(JSON.stringify([outcome, context.lines])).not.toContain(key)
})

it('starts one run however often a report gets lost', async () => {
  const handed = await start()
  await polled(handed)

  const [again, anew] = [await polled(handed), await start(config, { attempt: 2 })]

  expect(hcp.runs()).toHaveLength(1)
  expect([memoOf(again)['run'], memoOf(anew)['run']]).toEqual(['run-1', 'run-1'])
})

it.each<[string, Partial<TerraformConfig>, TestContextOptions, object]>([
  [
    'a workspace that has a repository of its own',
    { workspace: { name: 'own' } },
    {},
    { code: 'terraform.not_with_hcp', retryable: false },
  ],
  [
    'a module of a registry',
    { source: { type: 'registry', location: 'acme/app/aws' } },
    {},
    { code: 'terraform.not_with_hcp', retryable: false },
  ],
  [
    'code that the operator does not list',
    {},
    { process: { open: async () => ({ ...folder(), bring: refuse }) } },
    { code: 'terraform.source_refused', retryable: false },
  ],
  [
    'code that HCP cannot read',
    {},
    { process: { open: async () => folder(Buffer.from('no archive')) } },
    { code: 'terraform.upload_failed', retryable: false },
  ],
])('refuses %s', async (_what, change, more, expected) => {
  hcp.connect('own', 'acme/own')

  const outcome = await start({ ...config, ...change }, more)

  expect(outcome).toMatchObject({ kind: 'failed', ...expected })
  expect(hcp.runs()).toEqual([])
})

async function refuse(): Promise<never> {
  throw new WorkFailure('refused', 'not in the list')
}

it('takes the code of the operator’s folder too', async () => {
  await start({ ...config, source: { type: 'local', location: 'modules' } })

  expect(brought).toEqual([{ kind: 'local', path: 'modules' }, 'code/app'])
})
