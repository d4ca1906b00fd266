import { expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import { TransportFailure, type UsedService } from '../kit/context.ts'
import type { UsageTrackingConfig } from './config.ts'
import { usageTracking } from './connector.ts'

const sample: UsageTrackingConfig = {
  service: 'postgresql',
  action: 'provisioned',
  metadata: { size: 'small' },
}

exerciseConnector(usageTracking, { config: sample })

function counting(record: (event: UsedService) => Promise<void>) {
  return { ...testContext(), usage: { record } }
}

it.each([
  [sample, sample],
  [{}, { service: 'db-postgres', action: 'provisioned', metadata: {} }],
])('counts %o as %o', async (config, event) => {
  const events: UsedService[] = []

  const outcome = await usageTracking.execute(
    counting(async (one) => void events.push(one)),
    config,
  )

  expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { service: event.service } })
  expect(events).toEqual([event])
})

it('is tried again when the count could not be written, or perhaps was', async () => {
  const lost = new TransportFailure('connection', 'the database does not answer', { sent: true })

  const outcome = await usageTracking.execute(
    counting(() => Promise.reject(lost)),
    sample,
  )

  expect(outcome).toMatchObject({ kind: 'failed', retryable: true, made: 'maybe' })
})

it.each([
  ['usage.too_large', { metadata: { text: 'x'.repeat(20_000) } }],
  ['usage.not_kept', {}],
])('says %s and counts nothing', async (code, config) => {
  const events: UsedService[] = []
  const context =
    code === 'usage.not_kept' ? testContext() : counting(async (one) => void events.push(one))

  const outcome = await usageTracking.execute(context, config)

  expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
  expect(events).toEqual([])
})
