import { isAmbiguous } from '@pao/core/engine'
import { describe, expect, it } from 'vitest'
import { sample, useGithub } from '../../contract/github-site.ts'
import { noon } from '../../contract/index.ts'

const { github, context, execute, polled, looked, onlyRun } = useGithub()

describe('never two runs for one action', () => {
  it.each<[string, () => void]>([
    ['the connection broke', () => (github().switches.dropAfterEffect = 1)],
    [
      'a proxy answered 502',
      () => github().switches.spoilAfterEffect.push({ status: 502, times: 1 }),
    ],
    [
      'the answer was garbage',
      () => github().switches.spoilAfterEffect.push({ status: 200, times: 1 }),
    ],
  ])('finds its run when it was started and %s', async (_how, trouble) => {
    trouble()

    const first = await execute()
    const outcome = await looked(first)

    expect(first).toMatchObject({ kind: 'waiting', ambiguous: true })
    expect(outcome).toMatchObject({ kind: 'waiting', key: `github:main:${onlyRun().id}` })
  })

  it('finds its run when GitHub was slower than the call may take', async () => {
    const real = context().http
    const impatient = {
      send: (call: Parameters<typeof real.send>[0]) =>
        real.send(call.method === 'POST' ? { ...call, timeoutMs: 150 } : call),
    }
    github().switches.slowMs = 300
    const first = await execute(sample, { http: impatient })
    await expect.poll(() => github().runs().length).toBe(1)
    github().switches.slowMs = 0

    const outcome = await looked(first)

    expect(first).toMatchObject({ kind: 'waiting', ambiguous: true })
    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it.each([
    ['429 with a time', { status: 429, retryAfter: 7 }, 7_000],
    ['403 of the secondary limit', { status: 403, retryAfter: 30 }, 30_000],
    [
      'an empty budget',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(noon / 1000 + 90) },
      },
      90_000,
    ],
  ])('starts one after it was told to slow down by %s', async (_what, failure, retryAfterMs) => {
    github().switches.failures.push({ ...failure, times: 1, path: '/dispatches' })

    const first = await execute()
    const second = await execute(sample, { attempt: 2, maybeDone: false })

    expect(first).toMatchObject({ code: 'github.rate_limited', retryable: true, retryAfterMs })
    expect(first.kind === 'failed' && isAmbiguous(first)).toBe(false)
    expect(second).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it('starts one after a refusal that made nothing, and none before it', async () => {
    github().switches.failures.push({ status: 503, times: 1, path: '/dispatches' })

    const first = await execute()
    const outcome = await looked(first)

    expect(first).toMatchObject({ kind: 'waiting', ambiguous: true })
    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it('finds the run of a try whose worker died, also when the list is late', async () => {
    github().switches.searchLagLooks = 2
    await execute()

    const again = await execute(sample, { attempt: 2, maybeDone: true })
    const outcome = await looked(again)

    expect(again).toMatchObject({ kind: 'waiting', ambiguous: true })
    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it('starts one after a minute of looking in vain', async () => {
    let outcome = await execute(sample, { maybeDone: true })
    let waited = 0
    while (outcome.kind === 'waiting' && outcome.memo['phase'] === 'looking') {
      waited += (outcome.until ?? noon) - noon
      outcome = await polled(outcome)
    }

    expect(waited).toBe(60_000)
    expect(outcome).toMatchObject({ key: `github:main:${onlyRun().id}` })
  })

  it("does not take another request's run for its own", async () => {
    await execute(sample, { idempotencyKey: 'another/ticket/1' })

    await execute()

    expect(github().runs()).toHaveLength(2)
  })

  it('starts none while a run without a mark may be its own', async () => {
    const config = { ...sample, workflow: { id: 'hidden.yaml' }, inputs: {} }
    github().switches.dropAfterEffect = 1
    const first = await execute(config)

    const outcome = await looked(first, config)

    expect(outcome).toMatchObject({ code: 'github.run_unknown', made: 'maybe', retryable: false })
    expect(github().runs()).toHaveLength(1)
  })

  it('gives up after three starts without any answer, and says that one may exist', async () => {
    github().switches.failures.push({ status: 502, times: 9, path: '/dispatches' })

    const outcome = await looked(await execute())

    expect(outcome).toMatchObject({ kind: 'failed', code: 'github.unavailable', made: 'maybe' })
    expect(github().runs()).toHaveLength(0)
  })
})
