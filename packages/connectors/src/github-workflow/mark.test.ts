import { describe, expect, it } from 'vitest'
import { memoOf, sample, useGithub } from '../../contract/github-site.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { GithubWorkflowConfig } from './config.ts'
import { githubWorkflow } from './connector.ts'

describe('a workflow that shows no mark', () => {
  const { github, context, execute, looked, onlyRun } = useGithub()
  const plain: GithubWorkflowConfig = { ...sample, workflow: { id: 'plain.yaml' } }

  it('is started all the same, its run known by the answer', async () => {
    const one = context()
    const outcome = await githubWorkflow.execute(one, plain)

    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
    expect(onlyRun().inputs).toEqual({ name: 'orders' })
    expect(one.lines[0]).toContain('declares no input pao_request_id')
  })

  it('is of unknown outcome when the answer got lost, and is not started again', async () => {
    const first = await execute({ ...plain, workflow: { id: 'plain.yaml', mark_input: '' } })
    github().switches.dropAfterEffect = 1
    const lost = await execute(plain, { idempotencyKey: 'b' })
    const again = await looked(
      await execute(plain, { idempotencyKey: 'b', maybeDone: true }),
      plain,
    )

    expect(first.kind).toBe('waiting')
    expect([lost, again]).toMatchObject([
      { code: 'github.run_unknown', made: 'maybe' },
      { code: 'github.run_unknown', made: 'maybe' },
    ])
    expect(github().runs()).toHaveLength(2)
  })
})

describe('a server that does not name the run it starts', () => {
  const { github, execute, looked, onlyRun } = useGithub('ghes')

  it('is asked again without that wish, and the run found by its mark', async () => {
    github().switches.searchLagLooks = 1
    const first = await execute()

    const outcome = await looked(first)

    expect(first).toMatchObject({ kind: 'waiting', memo: { phase: 'looking', sure: true } })
    expect('ambiguous' in first).toBe(false)
    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it('starts nothing that it could not find again', async () => {
    const config = { ...sample, workflow: { id: 'plain.yaml' } }

    const outcome = await execute(config)
    const unwatched = await execute({ ...config, monitoring: { wait_for_completion: false } })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'github.mark_needed' })
    expect(unwatched).toMatchObject({ kind: 'succeeded', outputs: { run_id: null } })
    expect(github().runs()).toHaveLength(1)
  })

  it('says so when the run-name does not show the mark', async () => {
    const config = { ...sample, workflow: { id: 'hidden.yaml' }, inputs: {} }

    const outcome = await looked(await execute(config), config)

    expect(outcome).toMatchObject({ code: 'github.run_not_found', made: 'maybe' })
    expect(github().runs()).toHaveLength(1)
  })
})

describe('news of a run that no list shows yet', () => {
  const { github, context, execute, onlyRun } = useGithub()
  const lost = async () => {
    github().switches.dropAfterEffect = 1
    github().switches.searchLagLooks = 100
    return execute()
  }
  const woken = (outcome: Outcome, signal: Outputs) =>
    githubWorkflow.resume?.(context(), sample, memoOf(outcome), signal)

  it('is waited for under the mark, and leads to the run at once', async () => {
    const first = await lost()

    const outcome = await woken(first, { source: 'github', run: onlyRun().id })

    expect(first).toMatchObject({
      kind: 'waiting',
      key: expect.stringMatching(/^github:main:pao-/),
    })
    expect(outcome).toMatchObject({ kind: 'waiting', key: `github:main:${onlyRun().id}` })
  })

  it('of another run, or of none, shortens no wait and starts nothing', async () => {
    const first = await lost()
    const other = await execute(sample, { idempotencyKey: 'another' })
    const run = other.kind === 'waiting' ? Number(other.ref?.id) : 0

    let outcome = first
    for (const signal of [{ run }, { run: 404 }, { run: 'x' }, {}, {}, {}, {}, {}, {}])
      outcome = (await woken(outcome, signal)) ?? outcome

    expect(outcome).toMatchObject({ kind: 'waiting', ambiguous: true, memo: memoOf(first) })
    expect(github().runs()).toHaveLength(2)
  })
})
