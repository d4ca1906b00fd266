import { describe, expect, it } from 'vitest'
import { call, memoOf, sample, useGithub } from '../../contract/github-site.ts'
import { TransportFailure } from '../kit/context.ts'
import type { GithubWorkflowConfig } from './config.ts'

const { github, context, execute, polled, looked, onlyRun } = useGithub()

const failing = async (error_handling: GithubWorkflowConfig['error_handling']) => {
  const config = { ...sample, ...(error_handling && { error_handling }) }
  const first = await execute(config)
  const jobs = { plan: 'success', apply: 'failure' }
  github().finish(onlyRun().id, { conclusion: 'failure', jobs })
  return { config, outcome: await polled(first, config) }
}

describe('what a failed run means', () => {
  it('is success where the item goes on without it', async () => {
    const { outcome } = await failing({ on_workflow_failure: 'continue' })

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { conclusion: 'failure' } })
  })

  it('goes by the strictest of the jobs that failed', async () => {
    const lenient = await failing({ on_job_failure: { apply: 'continue' } })

    expect(lenient.outcome.kind).toBe('succeeded')
  })

  it('runs the failed jobs of the same run once more, and only once', async () => {
    const { config, outcome } = await failing({ on_workflow_failure: 'retry' })
    const attempt = onlyRun().attempt
    github().finish(onlyRun().id, { conclusion: 'failure' })

    const second = await polled(outcome, config)

    expect([outcome.kind, attempt]).toEqual(['waiting', 2])
    expect(second).toMatchObject({ kind: 'failed', code: 'github.run_failed' })
  })

  it('runs them again when a person retries, and only reports after a crash', async () => {
    await failing(undefined)

    const crashed = await execute(sample, { attempt: 2, maybeDone: true })
    const retried = await execute(sample, { attempt: 1, maybeDone: false })

    expect(crashed).toMatchObject({ kind: 'failed', code: 'github.run_failed' })
    expect(retried.kind).toBe('waiting')
    expect(onlyRun()).toMatchObject({ attempt: 2, status: 'queued' })
  })
})

describe('a request that is retried after its run failed, where the item wants a new run', () => {
  const config = { ...sample, error_handling: { on_retry: 'new' as const } }
  const again = { attempt: 1, maybeDone: false }
  const failedOnce = async () => {
    await execute(config)
    github().finish(onlyRun().id, { conclusion: 'failure' })
  }

  it('starts one, and finds that one from then on', async () => {
    await failedOnce()

    const retried = await execute(config, again)
    const crashed = await execute(config, { attempt: 2, maybeDone: true })

    const [, second] = github().runs()
    expect(github().runs()).toHaveLength(2)
    expect([retried, crashed]).toMatchObject([
      { key: `github:main:${second?.id}` },
      { key: `github:main:${second?.id}` },
    ])
  })

  it('does not take the failed one for the new one, whose start got no answer', async () => {
    await failedOnce()
    github().switches.dropAfterEffect = 1
    github().switches.searchLagLooks = 2

    const outcome = await looked(await execute(config, again), config)

    expect(github().runs()).toHaveLength(2)
    expect(outcome).toMatchObject({ key: `github:main:${github().runs()[1]?.id}` })
  })

  it('looks for the new one first when a worker died on the way', async () => {
    await failedOnce()
    github().switches.searchLagLooks = 2
    await execute(config, again)

    const outcome = await looked(await execute(config, { maybeDone: true }), config)

    expect(github().runs()).toHaveLength(2)
    expect(outcome).toMatchObject({ key: `github:main:${github().runs()[1]?.id}` })
  })
})

describe('what a run leaves', () => {
  const asks: GithubWorkflowConfig = {
    ...sample,
    artifacts: { download: true, path: 'rep*' },
    outputs: { extract_outputs: true, capture_logs: true, sensitive: ['password'] },
  }
  const ended = async (artifacts: Record<string, Record<string, string>>) => {
    const config = asks
    const first = await execute(config)
    github().finish(onlyRun().id, { artifacts, logs: { plan: '\u001B[31mred\u001B[0m\r\n' } })
    const one = context()
    return { outcome: await call('poll', one, { config, memo: memoOf(first) }), one }
  }

  it('becomes outputs: its own, texts of artifacts, and the ends of logs', async () => {
    const { outcome, one } = await ended({
      'pao-outputs': { 'outputs.json': '{"host":"db-1","password":"s3cret","run_id":1}' },
      report: { 'a.txt': 'hello', 'deep/b.txt': 'ä' },
      other: { 'c.txt': 'not asked for' },
    })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      sensitive: ['password'],
      outputs: {
        host: 'db-1',
        run_id: onlyRun().id,
        files: { 'report/a.txt': 'hello', 'report/deep/b.txt': 'ä' },
        logs: { plan: 'red', apply: 'apply' },
        warnings: [],
      },
    })
    const stored = one.calls.filter(({ url }) => url.startsWith(github().storageUrl))
    expect(stored.length).toBeGreaterThan(2)
    expect(stored.every(({ headers = {} }) => !('authorization' in headers))).toBe(true)
    expect(JSON.stringify([outcome, one.lines])).not.toContain(github().storageUrl)
  })

  it('is missing when the run left no outputs', async () => {
    const { outcome } = await ended({ report: { 'a.txt': 'hello' } })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'github.outputs_missing' })
  })

  it('is left out, with a word, where it is too large', async () => {
    const { outcome } = await ended({
      'pao-outputs': { 'outputs.json': '{}' },
      report: { 'big.txt': 'x'.repeat(200_000), 'small.txt': 'y' },
    })

    expect(outcome).toMatchObject({
      outputs: {
        files: { 'report/small.txt': 'y' },
        warnings: ['report/big.txt is no text, or more than is kept'],
      },
    })
  })

  it('is told of the failed jobs in the log of the attempt', async () => {
    const config = { ...sample, outputs: { capture_logs: true } }
    const first = await execute(config)
    github().finish(onlyRun().id, {
      conclusion: 'failure',
      jobs: { plan: 'success' },
      logs: { apply: 'one\ntwo' },
    })
    const one = context()

    await call('poll', one, { config, memo: memoOf(first) })

    expect(one.lines).toEqual(['apply: one', 'apply: two'])
  })

  it.each([
    ['egress_denied', { kind: 'succeeded' }],
    ['timeout', { kind: 'failed', retryable: true }],
  ] as const)('is handled when its storage ends in %s', async (kind, expected) => {
    const config = { ...sample, outputs: { capture_logs: true } }
    const first = await execute(config)
    github().finish(onlyRun().id)
    const { http } = context()
    const one = context({
      http: {
        send: (sent) =>
          sent.url.startsWith(github().storageUrl)
            ? Promise.reject(new TransportFailure(kind, kind, { sent: false }))
            : http.send(sent),
      },
    })

    const outcome = await call('poll', one, { config, memo: memoOf(first) })

    expect(outcome).toMatchObject(expected)
    expect(JSON.stringify([outcome, one.lines])).not.toContain('sig=')
  })
})
