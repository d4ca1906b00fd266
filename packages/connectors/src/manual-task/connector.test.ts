import { describe, expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import type { ManualTaskConfig } from './config.ts'
import { manualTask } from './connector.ts'

const config: ManualTaskConfig = {
  title: 'Open the firewall',
  outputs: [
    { name: 'rule', required: true },
    { name: 'port', type: 'integer' },
  ],
}
exerciseConnector(manualTask, { config })

const told = (signal: Record<string, unknown>) =>
  manualTask.resume!(testContext(), config, {}, signal)

it('waits for a person, without a time to look', async () => {
  const outcome = await manualTask.execute(testContext(), config)

  expect(outcome).toMatchObject({ kind: 'waiting', waitingFor: 'person' })
  expect(outcome).not.toHaveProperty('until')
})

it('takes what the person entered, and only what was asked for', async () => {
  const outcome = await told({
    outcome: 'succeeded',
    outputs: { rule: 'r1', port: 443, other: 1 },
    by: 'ada@example.com',
  })

  expect(outcome).toEqual({
    kind: 'succeeded',
    outputs: { rule: 'r1', port: 443, completed_by: 'ada@example.com' },
    sensitive: [],
  })
})

it('says which of the values are secret', async () => {
  const asks = {
    title: 'Make a user',
    outputs: [{ name: 'token', sensitive: true }, { name: 'id' }],
  }
  const word = { outcome: 'succeeded', outputs: { token: 't', id: 'u1' } }

  const outcome = await manualTask.resume!(testContext(), asks, {}, word)

  expect(outcome).toMatchObject({ kind: 'succeeded', sensitive: ['token'] })
})

it.each([{}, { rule: '' }, { rule: 'r1', port: 'x' }])('asks again for %o', async (outputs) => {
  const outcome = await told({ outcome: 'succeeded', outputs })

  expect(outcome.kind).toBe('waiting')
})

it.each([
  [{}, ['/outputs/rule']],
  [{ rule: '', port: 'x' }, ['/outputs/rule', '/outputs/port']],
  [{ rule: 'r1', prot: 443 }, ['/outputs/prot']],
  [{ rule: 'r1', port: 443 }, []],
])('says of %o before it is taken what is wrong with it', async (outputs, places) => {
  const waiting = await manualTask.execute(testContext(), config)
  const memo = waiting.kind === 'waiting' ? waiting.memo : {}

  const faults = manualTask.check?.(memo, { outcome: 'succeeded', outputs }) ?? []

  expect(faults.map(({ at }) => at)).toEqual(places)
})

it('asks no values of a person who could not do it', async () => {
  const waiting = await manualTask.execute(testContext(), config)
  const memo = waiting.kind === 'waiting' ? waiting.memo : {}

  expect(manualTask.check?.(memo, { outcome: 'failed' })).toEqual([])
})

it('fails with the words of the person who could not do it', async () => {
  const outcome = await told({ outcome: 'failed', comment: 'no such zone' })

  expect(outcome).toMatchObject({
    kind: 'failed',
    retryable: false,
    code: 'manual.refused',
    message: 'no such zone',
  })
})

const said = (outputs: object) => ({ outcome: 'succeeded', outputs })

describe('in the place of another action', () => {
  const asks = [
    { name: 'endpoint', required: true, description: 'Needed by "Register"' },
    { name: 'port', required: true, description: 'Needed by "Register"' },
    { name: 'note', required: false, description: 'Needed by "Register"' },
  ]
  const context = () => testContext({ asks })

  it('asks for what that one was to bring, beside its own', async () => {
    const waiting = await manualTask.execute(context(), config)
    const memo = waiting.kind === 'waiting' ? waiting.memo : {}

    const faults = manualTask.check?.(memo, said({ rule: 'r1', note: 'x' })) ?? []

    expect(faults.map(({ at, code }) => [at, code])).toEqual([
      ['/outputs/port', 'output.missing'],
      ['/outputs/endpoint', 'output.missing'],
    ])
  })

  it.each(['db.example.com', 5432, false])('takes %o as such a result', async (endpoint) => {
    const word = said({ rule: 'r1', port: 1, endpoint })

    const outcome = await manualTask.resume!(context(), config, {}, word)

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { endpoint, port: 1 } })
  })

  it('does not take a list for one', async () => {
    const word = said({ rule: 'r1', port: 1, endpoint: ['a'] })

    const outcome = await manualTask.resume!(context(), config, {}, word)

    expect(outcome.kind).toBe('waiting')
  })

  it('shows below its own instructions what was done so far', () => {
    const both = manualTask.handOver!({ title: 't', instructions: 'Do it' }, '## So far')
    const alone = manualTask.handOver!({ title: 't' }, '## So far')

    expect(both.instructions).toBe('Do it\n\n## So far')
    expect(alone.instructions).toBe('## So far')
  })
})
