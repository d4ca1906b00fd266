import { expect, it } from 'vitest'
import type { Action } from '../catalog/item.ts'
import { plannedAction } from './planned-action.ts'

const limitOf = (type: string, config: object, more: Partial<Action> = {}) => {
  const action: Action = { id: 'a', type, config: { ...config }, ...more }
  return plannedAction(action, 'automatic', 'main').timeoutMs
}

it.each([
  ['http-poll', { timeout: 1800 }, 2_100],
  ['http-poll', {}, 3_900],
  ['http-poll', { timeout: '{{fields.seconds}}' }, 3_900],
  ['rest-api', {}, 300],
  ['rest-api', { async: { timeout: 600 } }, 900],
  ['rest-api', { async: {} }, 3_900],
  ['health-check', {}, 360],
  ['health-check', { attempts: 10, interval: 60, config: { timeout: 5 } }, 950],
  ['health-check', { attempts: 2, successes: 5, interval: 10 }, 500],
  ['terraform', {}, 300],
])('gives a %s with %o at least the %i seconds it may wait', (type, config, seconds) => {
  expect(limitOf(type, config)).toBe(seconds * 1000)
})

it('never ends a delay before its moment', () => {
  expect(limitOf('delay', { seconds: 86_400 })).toBeUndefined()
})

it('keeps to the limit of the action itself', () => {
  expect(limitOf('http-poll', { timeout: 1800 }, { timeout: 60 })).toBe(60_000)
  expect(limitOf('delay', { seconds: 86_400 }, { timeout: 60 })).toBe(60_000)
})
