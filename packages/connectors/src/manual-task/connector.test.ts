import { expect, it } from 'vitest'
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
  })
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
