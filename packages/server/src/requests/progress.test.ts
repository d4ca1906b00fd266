import type { ActionState, PlannedAction } from '@pao/core/engine'
import { expect, it } from 'vitest'
import { progressOf } from './progress.ts'

const planned = (id: string, more: object = {}) =>
  ({ id, name: `The ${id}`, lane: 'automatic', ...more }) as PlannedAction

/** A request whose actions stand as told. */
function request(actions: readonly PlannedAction[], states: Record<string, ActionState>) {
  const runs = Object.entries(states).map(([id, state]) => [id, { state }])
  return { fixed: { plan: { actions } }, run: { actions: Object.fromEntries(runs) } } as never
}

it('names what has ended of the others, in the order of the plan', () => {
  const held = request([planned('ticket'), planned('net'), planned('vm'), planned('dns')], {
    dns: 'succeeded',
    vm: 'running',
    ticket: 'succeeded',
    net: 'failed',
  })

  expect(progressOf(held, 'ticket')).toEqual([
    { id: 'net', name: 'The net', state: 'failed' },
    { id: 'dns', name: 'The dns', state: 'succeeded' },
  ])
})

it('counts neither notices nor what undoes', () => {
  const held = request(
    [planned('told', { lane: 'notice' }), planned('net:rollback', { undoes: 'net' })],
    { told: 'succeeded', 'net:rollback': 'succeeded' },
  )

  expect(progressOf(held, 'ticket')).toEqual([])
})
