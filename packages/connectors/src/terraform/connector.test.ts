import { describe, expect, it } from 'vitest'
import { exerciseConnector, testContext, type TestContextOptions } from '../../contract/index.ts'
import {
  type Answer,
  changes,
  failure,
  lines,
  machine,
  type Script,
  ui,
} from '../../contract/terraform-machine.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { TerraformConfig } from './config.ts'
import { terraform } from './connector.ts'

const config: TerraformConfig = {
  source: { type: 'git', location: 'https://git.example.com/modules/app.git', ref: 'v1' },
  variables: { size: 3, evil: '-out=/tmp/x ${file("/etc/passwd")}' },
  execution: { auto_approve: true },
}
exerciseConnector(terraform, { config })

async function executed(
  script: Script = {},
  more: Partial<TerraformConfig> = {},
  options: TestContextOptions = {},
): Promise<{ outcome: Outcome; at: ReturnType<typeof machine>; lines: readonly string[] }> {
  const at = machine(script)
  const context = testContext({ process: at.process, ...options })
  const outcome = await terraform.execute(context, { ...config, ...more })
  return { outcome, at, lines: context.lines }
}

it.each([
  ['has no state yet', { code: 1, stderr: '\u001b[31mNo state file was found!' }, true],
  ['has a state with something in it', { stdout: 'terraform_data.a\n' }, false],
])('tells whose all of it is with a backend that %s', async (_what, state, created) => {
  const { outcome } = await executed({ state }, { backend: { type: 'local' } })

  expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { tf_created: created } })
})

it('does not take a state that cannot be read for none', async () => {
  const state = { code: 1, stderr: 'Error: Failed to load state' }

  const { outcome } = await executed({ state }, { backend: { type: 'local' } })

  expect(outcome).toMatchObject({ kind: 'failed', code: 'terraform.state_failed' })
})

describe('what reaches the program', () => {
  it('is no value of the order: arguments are fixed, values stand in a file', async () => {
    const { at } = await executed()

    const words = at.runs.flatMap(({ args }) => args)
    expect(words.filter((word) => /evil|passwd|tmp\/x|size/.test(word))).toEqual([])
    expect(JSON.parse(at.files.get('code/zz_pao_99.auto.tfvars.json') ?? '')).toEqual(
      config.variables,
    )
  })

  it.each([
    '-out=/tmp/x',
    '-chdir=/',
    '-destroy',
    '-var-file=/etc/x',
    '${file("/etc/passwd")}',
    'a\nprovisioner "local-exec" {}',
  ])(
    'is the value %j in the file of values only, and the same arguments as ever',
    async (value) => {
      const [plain, hostile] = [
        await executed({}, { variables: { a: 'b' } }),
        await executed({}, { variables: { a: value, TF_CLI_ARGS_plan: value } }),
      ]

      const started = ({ at }: typeof plain) =>
        at.runs.map(({ program, args, environment }) => ({ program, args, environment }))
      expect(started(hostile)).toEqual(started(plain))
      const { 'code/zz_pao_99.auto.tfvars.json': values = '', ...others } = Object.fromEntries(
        hostile.at.files,
      )
      expect(JSON.parse(values)).toMatchObject({ a: value })
      expect(Object.values(others).filter((text) => text.includes(value))).toEqual([])
    },
  )

  it('is the password of the state in the environment only', async () => {
    const { at } = await executed()

    const [init] = at.runs.filter(({ args }) => args[0] === 'init')
    expect(init?.environment).toMatchObject({ TF_HTTP_USERNAME: 'u', TF_HTTP_PASSWORD: 'p' })
    expect([...at.files.values()].join('')).not.toContain('TF_HTTP')
    expect(at.files.get('code/zz_pao.backend.json')).toContain('http://pao.test/db-postgres.')
  })

  it('takes the meaning out of what would be evaluated in a provider’s settings', async () => {
    const providers = [
      { name: 'acme/cloud', version: '~> 2.0', config: { token: '${file("/x")}' } },
    ]

    const { at } = await executed({}, { providers })

    expect(JSON.parse(at.files.get('code/zz_pao_override.tf.json') ?? '')).toEqual({
      terraform: {
        backend: { http: {} },
        required_providers: { cloud: { source: 'acme/cloud', version: '~> 2.0' } },
      },
      provider: { cloud: { token: '$${file("/x")}' } },
    })
  })

  it('is what the item says of the run', async () => {
    const execution = {
      auto_approve: true,
      refresh: false,
      parallelism: 3,
      lock_timeout: 7,
      destroy: true,
    }

    const { at } = await executed(
      {},
      { execution, workspace: { name: 'a' }, backend: { type: 's3' } },
    )

    const plan = at.runs.find(({ args }) => args[0] === 'plan')?.args ?? []
    expect(plan).toEqual(
      expect.arrayContaining(['-refresh=false', '-parallelism=3', '-lock-timeout=7s', '-destroy']),
    )
    expect(at.runs.find(({ args }) => args[0] === 'workspace')?.args.slice(1)).toEqual([
      'select',
      '-no-color',
      '-or-create=true',
      'a',
    ])
  })

  it('is a variable file of the code before the values of the order', async () => {
    const at = machine()
    at.files.set('code/env/dev.tfvars', 'size = 1')
    const context = testContext({ process: at.process })

    await terraform.execute(context, { ...config, var_files: [{ path: 'env/dev.tfvars' }] })

    expect(at.files.get('code/zz_pao_00.auto.tfvars')).toBe('size = 1')
  })
})

describe('what is refused before anything runs', () => {
  it.each([
    ['terraform.workspace_invalid', { workspace: { name: '../../evil' } }],
    ['terraform.workspace_invalid', { workspace: { name: '-chdir=/' } }],
    ['terraform.variable_invalid', { variables: { '-x': 1 } }],
    ['terraform.path_invalid', { module: { path: '../..' } }],
    ['terraform.path_invalid', { var_files: [{ path: '../secret.tfvars' }] }],
    ['terraform.var_file_missing', { var_files: [{ path: 'none.tfvars' }] }],
    ['terraform.provider_invalid', { providers: [{ name: 'a"b' }] }],
    ['terraform.backend_refused', { backend: { type: 'local', config: { path: '/etc/x' } } }],
    ['terraform.state_invalid', { backend: { type: 'http', config: { state: '../x' } } }],
    [
      'terraform.source_refused',
      { source: { type: 'registry', location: 'evil/vpc/aws', ref: '1' } },
    ],
    ['terraform.source_invalid', { source: { type: 'registry', location: './x', ref: '1' } }],
    ['terraform.version_invalid', { source: { type: 'registry', location: 'acme/vpc/aws' } }],
  ] as const)('%s: %o', async (code, more) => {
    const { outcome, at } = await executed({}, more as unknown as Partial<TerraformConfig>)

    expect(outcome).toMatchObject({ kind: 'failed', class: 'permanent', code })
    expect(at.verbs()).not.toContain('plan')
  })

  it('a workspace that does not exist and must not be made', async () => {
    const { outcome } = await executed(
      {},
      { workspace: { name: 'a', create_if_not_exists: false } },
    )

    expect(outcome).toMatchObject({ code: 'terraform.workspace_missing' })
  })

  it('a Terraform that is too old', async () => {
    const { outcome } = await executed({ version: { stdout: '{"terraform_version":"1.3.9"}' } })

    expect(outcome).toMatchObject({ code: 'terraform.version_unknown', retryable: false })
  })

  it('everything, where no program is set up', async () => {
    const outcome = await terraform.execute(testContext(), config)

    expect(outcome).toMatchObject({ code: 'connection.missing', retryable: false })
  })
})

it('runs a registry’s module as the root, where Terraform put it', async () => {
  const at = machine()
  at.files.set(
    'code/.terraform/modules/modules.json',
    JSON.stringify({
      Modules: [
        { Key: '', Dir: '.' },
        { Key: 'main', Dir: '.terraform/modules/main' },
      ],
    }),
  )
  const source = { type: 'registry' as const, location: 'acme/vpc/aws', ref: '5.0.0' }

  await terraform.execute(testContext({ process: at.process }), { ...config, source })

  expect(JSON.parse(at.files.get('code/main.tf.json') ?? '')).toEqual({
    module: { main: { source: 'acme/vpc/aws', version: '5.0.0' } },
  })
  expect(at.runs.find(({ args }) => args[0] === 'plan')?.folder).toBe(
    'code/.terraform/modules/main',
  )
})

describe('the failure matrix', () => {
  const noChange = [changes(1), changes(0)]

  it.each([
    ['plan', failure('Error acquiring the state lock', 'ID: 1'), 'terraform.locked', true, 'no'],
    [
      'plan',
      failure('creating X: StatusCode: 429, Too Many Requests'),
      'terraform.throttled',
      true,
      'no',
    ],
    [
      'plan',
      failure('configuring', 'no valid credential sources found'),
      'terraform.denied',
      false,
      'no',
    ],
    ['plan', failure('Unsupported argument'), 'terraform.plan_failed', false, 'no'],
    ['plan', { code: 1, stdout: 'garbage', stderr: '' }, 'terraform.plan_failed', false, 'no'],
    ['plan', 'timeout', 'terraform.timeout', true, 'no'],
    [
      'init',
      { code: 1, stderr: '╷\n│ Error: Failed to query\n│\n│ could not connect to x' },
      'terraform.unreachable',
      true,
      'no',
    ],
    ['init', 'missing', 'terraform.program_missing', false, 'no'],
    [
      'apply',
      failure('waiting: 503 Service Unavailable'),
      'terraform.remote_failed',
      true,
      'maybe',
    ],
    ['apply', failure('wrong', 'for good'), 'terraform.apply_failed', false, 'maybe'],
    ['apply', 'aborted', 'terraform.stopped', true, 'maybe'],
    ['apply', 'killed', 'terraform.killed', true, 'maybe'],
    ['output', { code: 1, stderr: 'Error: no state' }, 'terraform.output_failed', false, 'maybe'],
    ['apply', failure('Saved plan is stale'), 'terraform.plan_stale', true, 'no'],
  ] as const)('%s that fails as %o is %s', async (...given) => {
    const [verb, answer, code, retryable, made] = given
    const { outcome, at } = await executed({ [verb]: answer as Answer })

    expect(outcome).toMatchObject({ kind: 'failed', code, retryable, made })
    expect(at.open).toEqual([])
  })

  it('a report that got lost after the apply: the next run finds it and applies nothing', async () => {
    const at = machine({ plan: noChange })
    const context = testContext({ process: at.process })
    await terraform.execute(context, config)

    const again = await terraform.execute(context, config)

    expect(again).toMatchObject({ kind: 'succeeded', outputs: { id: 'i-1' } })
    expect(at.verbs().filter((verb) => verb === 'apply')).toHaveLength(1)
  })

  it('a stream of a kind that is not known', async () => {
    const { outcome } = await executed({ plan: { code: 2, stdout: lines({ ...ui, ui: '2.0' }) } })

    expect(outcome).toMatchObject({ code: 'terraform.stream_unknown', retryable: false })
  })

  it('a state that could not be saved: it is kept, and saved before the next plan', async () => {
    const at = machine({ apply: [failure('503 Service Unavailable'), {}] })
    at.files.set('code/errored.tfstate', '{"serial":7}')
    const context = testContext({ process: at.process })
    await terraform.execute(context, config)
    at.files.delete('code/errored.tfstate')

    const again = await terraform.execute(context, config)

    const verbs = at.runs.map(({ args }) => args.slice(0, 2).join(' '))
    expect(again.kind).toBe('succeeded')
    expect(verbs.indexOf('state push')).toBeLessThan(
      verbs.findLastIndex((one) => one.startsWith('plan')),
    )
    expect(at.files.get('code/errored.tfstate')).toBe('{"serial":7}')
  })
})

describe('a plan that waits for a person', () => {
  const asks = { execution: {} }

  it('is kept with the commit it was made of; no program runs meanwhile', async () => {
    const { outcome, at } = await executed({}, asks)

    expect(outcome).toMatchObject({
      waitingFor: 'person',
      memo: { revision: 'c0ffee', created: true },
    })
    expect(outcome).not.toHaveProperty('until')
    expect(at.verbs()).not.toContain('apply')
    expect(at.open).toEqual([])
  })

  it('is made anew when it is not the one that was agreed to', async () => {
    const at = machine()
    const context = testContext({ process: at.process })
    const waiting = await terraform.execute(context, { ...config, ...asks })
    await context.keep.put('plan', Buffer.from('changed'))
    const { memo, ask } = waiting as Extract<Outcome, { kind: 'waiting' }>

    const signal = { decision: 'approve', digest: ask?.digest, by: 'olga' }
    const outcome = await terraform.resume!(context, { ...config, ...asks }, memo, signal)

    expect(outcome).toMatchObject({ kind: 'waiting', waitingFor: 'person' })
    expect(at.verbs()).not.toContain('apply')
  })

  it('still waits when somebody looks', async () => {
    const { outcome, at } = await executed({}, asks)
    const memo = outcome.kind === 'waiting' ? outcome.memo : {}
    const before = at.runs.length

    const looked = await terraform.poll!(testContext({ process: at.process }), config, memo)

    expect(looked).toEqual(outcome)
    expect(at.runs.length).toBe(before)
  })
})

it('gives the chosen outputs, and says which are secret', async () => {
  const { outcome } = await executed({}, { outputs: { capture: ['id'], sensitive: ['id'] } })

  expect(outcome).toMatchObject({ kind: 'succeeded', sensitive: ['id'], outputs: { id: 'i-1' } })
  expect(outcome.kind === 'succeeded' && 'key' in outcome.outputs).toBe(false)
})
