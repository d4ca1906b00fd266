import { expect, it } from 'vitest'
import { exerciseConnector, noon, testContext } from '../../contract/index.ts'
import type { DelayConfig } from './config.ts'
import { delay } from './connector.ts'

exerciseConnector(delay, { config: { seconds: 60 } })

it('waits to the same moment however often it is looked at, and then succeeds', async () => {
  const config: DelayConfig = { seconds: 60 }
  const first = await delay.execute(testContext(), config)
  const memo = first.kind === 'waiting' ? first.memo : {}

  const early = await delay.poll!(testContext({ now: noon + 30_000 }), config, memo)
  const due = await delay.poll!(testContext({ now: noon + 60_000 }), config, memo)

  expect([first, early]).toMatchObject([{ until: noon + 60_000 }, { until: noon + 60_000 }])
  expect(due).toMatchObject({ kind: 'succeeded' })
})

it('does not wait for a moment that is over', async () => {
  const outcome = await delay.execute(testContext(), { until: '2025-12-31T00:00Z' })

  expect(outcome).toMatchObject({ kind: 'succeeded' })
})

it('waits until a moment with a zone', async () => {
  const outcome = await delay.execute(testContext(), { until: '2026-01-01T14:00:00+01:00' })

  expect(outcome).toMatchObject({ kind: 'waiting', until: noon + 3_600_000 })
})

it.each([
  {},
  { seconds: 1, until: '2026-01-01T14:00:00Z' },
  { until: 'soon' },
  { until: '2026-01-01T14:00:00' },
  { until: '2026-01-01' },
  { until: '2026-02-30T99:00:00Z' },
  { until: '2028-01-01T14:00:00Z' },
])('refuses %o', async (config) => {
  const outcome = await delay.execute(testContext(), config)

  expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'delay.config' })
})
