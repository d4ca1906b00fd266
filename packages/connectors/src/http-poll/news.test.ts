import { expect, it } from 'vitest'
import { dryFacts } from '../../contract/index.ts'
import { type Connector, dryRun } from '../index.ts'
import { httpPoll } from './connector.ts'

const dry = (config: object) => dryRun(httpPoll as unknown as Connector, dryFacts(), config)

it.each([
  ['generic', { until: '$[?@ == "made"]', parsing: { extract: [{ path: '$.id', name: 'id' }] } }],
  ['monitoring', {}],
])('a dry run of a wait for a %s webhook alone goes as if it came', async (source, more) => {
  const wait_for = { source, connection: 'hooks', key: 'k' }

  const { outcome, calls, waitedMs } = await dry({ wait_for, timeout: 7200, ...more })

  expect([outcome, calls]).toEqual([{ kind: 'would_succeed' }, []])
  expect(waitedMs).toBeLessThan(7_200_000)
})

it('a dry run of a wait for a webhook that cannot be made up says so', async () => {
  const wait_for = { source: 'generic', connection: 'hooks', key: 'k' }
  const never = { until: '$.a', failed_when: '$.a' }

  const { outcome } = await dry({ wait_for, ...never })

  expect(outcome.kind).not.toBe('would_succeed')
})
