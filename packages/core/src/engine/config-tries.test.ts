import { expect, it } from 'vitest'
import type { Action } from '../catalog/item.ts'
import { plannedAction } from './planned-action.ts'

const planned = (type: string, config: object, more: Partial<Action> = {}) =>
  plannedAction({ id: 'a', type, config: { ...config }, ...more }, 'automatic', 'main')

it.each([
  ['rest-api', { retry: { max_attempts: 7 } }, 7],
  ['rest-api', { retry: { max_attempts: '{{fields.n}}' } }, 3],
  ['webhook', { delivery: { max_attempts: 5 } }, 5],
  ['webhook', { delivery: { schedule: [5, 300, 1800] } }, 4],
  ['webhook', { delivery: { schedule: ['{{fields.n}}', 300] } }, 3],
  ['webhook', {}, 3],
  ['jira-ticket', { retry: { max_attempts: 7 } }, 3],
])('a %s with %o is tried %i times', (type, config, attempts) => {
  expect(planned(type, config).retry.attempts).toBe(attempts)
})

it('listens to the action rather than to its config', () => {
  const action = planned('webhook', { delivery: { max_attempts: 9 } }, { retry: { attempts: 2 } })

  expect(action.retry.attempts).toBe(2)
})

it('gives an action the time that its schedule takes, unless its own limit says otherwise', () => {
  const delivery = { schedule: [60, 3_600] }

  const own = planned('webhook', { delivery })
  const limited = planned('webhook', { delivery }, { timeout: 30 })

  expect(own.timeoutMs).toBeGreaterThanOrEqual(3_660_000)
  expect(limited.timeoutMs).toBe(30_000)
})

it('spreads a crowd by no more than the shortest rest', () => {
  const { retry } = planned('webhook', { delivery: { schedule: [60, 3_600] } })

  expect([retry.delayMs, retry.maxDelayMs]).toEqual([60_000, 60_000])
})
