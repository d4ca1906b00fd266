import { describe, expect, it } from 'vitest'
import {
  call,
  canary,
  memoOf,
  openGithubSite,
  sample,
  useGithub,
} from '../../contract/github-site.ts'
import { exerciseConnector, noon } from '../../contract/index.ts'
import type { Outcome } from '../kit/outcome.ts'
import { githubWorkflow } from './connector.ts'
import { markOf } from './find.ts'

exerciseConnector(githubWorkflow, {
  config: sample,
  carriesKey: ({ body }, key) => String(body ?? '').includes(markOf(key)),
  async remote() {
    const { github, options } = await openGithubSite()
    return {
      config: sample,
      options,
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        github.switches.failures = [failure]
      },
      effects: () => github.runs().length,
      [Symbol.asyncDispose]: () => github[Symbol.asyncDispose](),
    }
  },
})

const { github, context, execute, polled, onlyRun } = useGithub()

describe('a run from start to end', () => {
  it('is named by the answer, and waited for by webhook and by time', async () => {
    const outcome = await execute()

    const { id } = onlyRun()
    expect(outcome).toMatchObject({
      kind: 'waiting',
      until: noon + 15_000,
      key: `github:main:${id}`,
      ref: { kind: 'github', id: String(id) },
    })
  })

  it('is looked at less and less often, or as often as the item says', async () => {
    const first = await execute()
    const second = await polled(first)
    const late = await polled({ ...first, memo: { ...memoOf(first), looks: 40 } } as Outcome)
    const steady = await polled(first, { ...sample, monitoring: { poll_interval: 60 } })

    expect([second, late, steady]).toMatchObject([
      { until: noon + 22_500 },
      { until: noon + 300_000 },
      { until: noon + 60_000 },
    ])
  })

  it('tells what its jobs do, once each', async () => {
    const first = await execute()
    github().begin(onlyRun().id)
    const one = context()
    const second = await call('poll', one, { config: sample, memo: memoOf(first) })
    const two = context()
    await call('poll', two, { config: sample, memo: memoOf(second) })

    expect(one.lines).toEqual([
      'Job "plan": in progress, at step "Set up job"',
      'Job "apply": in progress, at step "Set up job"',
    ])
    expect(two.lines).toEqual([])
  })

  it('succeeds when it does', async () => {
    const first = await execute()
    github().finish(onlyRun().id)

    const outcome = await call('resume', context(), { config: sample, memo: memoOf(first) })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: {
        run_id: onlyRun().id,
        run_attempt: 1,
        conclusion: 'success',
        jobs: { plan: 'success', apply: 'success' },
      },
    })
  })

  it.each([
    ['failure', 'github.run_failed'],
    ['cancelled', 'github.run_cancelled'],
    ['timed_out', 'github.run_timed_out'],
    ['skipped', 'github.run_skipped'],
    ['startup_failure', 'github.run_not_started'],
    ['something_new', 'github.run_ended_otherwise'],
  ])('fails when it ends with %s', async (conclusion, code) => {
    const first = await execute()
    github().finish(onlyRun().id, { conclusion, jobs: { plan: 'success', apply: 'failure' } })

    const outcome = await polled(first)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(outcome.kind === 'failed' && outcome.message).toContain(
      'Job "apply": failure, at step "Run"',
    )
  })

  it('waits on while somebody must approve it', async () => {
    const first = await execute()
    github().finish(onlyRun().id, { conclusion: 'action_required', jobs: {} })
    const one = context()

    const outcome = await call('poll', one, { config: sample, memo: memoOf(first) })

    expect(outcome.kind).toBe('waiting')
    expect(one.lines).toContain('The run waits for somebody to approve it in GitHub')
  })

  it('is given up when it takes longer than the item waits', async () => {
    const config = { ...sample, monitoring: { timeout: 60 } }
    const first = await execute(config)

    const early = await polled(first, config, { now: noon + 59_000 })
    const late = await polled(first, config, { now: noon + 60_000 })

    expect(early.kind).toBe('waiting')
    expect(late).toMatchObject({ kind: 'failed', code: 'github.run_too_slow', class: 'timeout' })
  })

  it('is only started where it need not be waited for', async () => {
    const outcome = await execute({ ...sample, monitoring: { wait_for_completion: false } })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { run_id: onlyRun().id, conclusion: null },
    })
  })

  it('is cancelled once, and a run that has ended is let be', async () => {
    const first = await execute()

    await call('cancel', context(), { config: sample, memo: memoOf(first) })
    const again = await call('cancel', context(), { config: sample, memo: memoOf(first) })

    expect(onlyRun()).toMatchObject({ status: 'completed', conclusion: 'cancelled' })
    expect(again.kind).toBe('succeeded')
  })

  it('is found and cancelled when its start got no answer', async () => {
    github().switches.dropAfterEffect = 1
    const first = await execute()

    await call('cancel', context(), { config: sample, memo: memoOf(first) })

    expect(onlyRun().conclusion).toBe('cancelled')
  })
})

it('gives its inputs as text, and leaves out what is empty', async () => {
  const inputs = { name: 'orders', size: 5, pao_request_id: null }

  await execute({ ...sample, inputs })

  const mark = markOf(context().idempotencyKey)
  expect(onlyRun().inputs).toEqual({ name: 'orders', size: '5', pao_request_id: mark })
})

describe('what is refused', () => {
  it.each([
    [{ inputs: {} }, 'github.input_invalid', "Required input 'name' not provided"],
    [{ inputs: { name: 'secret-value', nope: 'x' } }, 'github.input_invalid', '["nope"]'],
    [{ workflow: { id: 'provision.yaml', ref: 'gone' } }, 'github.input_invalid', 'No ref found'],
    [{ repository: { owner: 'acme', name: '..' } }, 'config.name_invalid', 'not a name'],
  ])('%o with %s', async (change, code, words) => {
    const outcome = await execute({ ...sample, ...change })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
    expect(outcome.kind === 'failed' && outcome.message).toContain(words)
    expect(github().runs()).toEqual([])
  })

  it('a workflow that is not there', async () => {
    const outcome = await execute({ ...sample, workflow: { id: 'gone.yaml' } })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'github.not_found' })
  })

  it('says nothing of values that GitHub quotes, nor of any secret', async () => {
    const said: unknown[] = []
    const body = JSON.stringify({ message: `Provided value 'hush-hush' is not allowed` })
    github().switches.spoilAfterEffect.push({ status: 422, times: 1, body })
    const one = context()
    said.push(
      await githubWorkflow.execute(one, { ...sample, inputs: { name: 'hush-hush' } }),
      one.lines,
      one.calls.map(({ url }) => url),
    )

    const text = JSON.stringify(said)
    expect(text).toContain('github.input_invalid')
    expect([canary, 'hush-hush'].filter((secret) => text.includes(secret))).toEqual([])
  })
})
