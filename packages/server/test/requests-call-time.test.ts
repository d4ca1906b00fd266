import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { startCallTime } from '../src/requests/call-time.ts'

function fakeTimers() {
  const due = new Set<() => void>()
  return {
    due,
    after: (_ms: number, act: () => void) => {
      due.add(act)
      return () => void due.delete(act)
    },
  }
}

it('leaves nothing behind of a call that is over: no timer, no listener', () => {
  const timers = fakeTimers()
  const caller = new AbortController()
  const time = startCallTime(timers, caller.signal, 300_000)
  const meanwhile = [timers.due.size, getEventListeners(caller.signal, 'abort').length]

  time.end()

  expect(meanwhile).toEqual([1, 1])
  expect(timers.due.size).toBe(0)
  expect(getEventListeners(caller.signal, 'abort')).toEqual([])
})

it('tells a call whose time is up from one that was called off', () => {
  const timers = fakeTimers()
  const caller = new AbortController()
  const late = startCallTime(timers, new AbortController().signal, 1_000)
  const unwanted = startCallTime(timers, caller.signal, 1_000)

  caller.abort('cancelled')
  for (const act of timers.due) act()

  expect([late.isUp(), late.signal.aborted]).toEqual([true, true])
  expect([unwanted.isUp(), unwanted.signal.reason]).toEqual([false, 'cancelled'])
})

it('is called off from the start when its caller already was', () => {
  const time = startCallTime(fakeTimers(), AbortSignal.abort('lost'), 1_000)

  expect(time.signal.reason).toBe('lost')
  expect(time.isUp()).toBe(false)
})
